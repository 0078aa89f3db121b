"""Keep compiled templates where Python keeps compiled modules, under the same terms."""

import pickle
import sys
from pathlib import Path

from jinja2.bccache import Bucket, BytecodeCache, FileSystemBytecodeCache

_FOLDER = Path(__file__).parent / "__pycache__"
_PATTERN = f"template-%s.{sys.implementation.cache_tag}.bin"


class CompiledTemplates(BytecodeCache):
    """Compiling the templates takes longer than drawing a page: do it once an installation.

    Nothing is written when Python itself may not write bytecode, or cannot.
    """

    def __init__(self, folder: Path = _FOLDER) -> None:
        """Look beside this module: whoever can write there can write this module too."""
        self._folder = folder
        self._files = FileSystemBytecodeCache(str(folder), _PATTERN)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from its file; leave it empty when there is none that can be read."""
        try:
            self._files.load_bytecode(bucket)
        except (OSError, EOFError, ValueError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the bucket to its file if that is possible."""
        if sys.dont_write_bytecode:
            return
        try:
            self._folder.mkdir(exist_ok=True)
            self._files.dump_bytecode(bucket)
        except OSError:
            return
