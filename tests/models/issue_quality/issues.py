"""Issues written for these tests, in English and Chinese."""

FULL_REPORT = """\
Saving a note loses the last line.

### Steps to reproduce

1. Open the editor and type two lines
2. Press Save
3. Reload the page

### Expected behavior

Both lines are still there.

### Actual behavior

Only the first line is kept.

### Environment

- Notebook version: 4.2.1
- OS: Ubuntu 24.04

```
Traceback (most recent call last):
  File "notes/store.py", line 41, in save
    raise ValueError("no newline at end")
ValueError: no newline at end
```
"""

UNTOUCHED_TEMPLATE = """\
<!-- Please search existing issues first. -->

**Describe the bug**
A clear and concise description of what the bug is.

**To Reproduce**
Steps to reproduce the behavior:
1. Go to '...'
2. Click on '....'
3. Scroll down to '....'
4. See error

**Expected behavior**
A clear and concise description of what you expected to happen.

**Desktop (please complete the following information):**
 - OS: [e.g. iOS]
 - Version [e.g. 22]
"""

EMPTY_FORM = """\
### What happened?

_No response_

### Steps to reproduce

_No response_

### Version

_No response_

### Relevant log output

_No response_
"""

CHINESE_REPORT = """\
**问题描述**
导出报表后文件为空，大小是 0 字节。

**复现步骤**
1. 登录后台，打开「报表」页面
2. 点击「导出」按钮
3. 打开下载的文件

**预期结果**
文件里应该有全部记录。

**实际结果**
文件为空，控制台没有任何提示。

**环境**
- 版本：v3.1.4
- 操作系统：Windows 11
"""

CHINESE_TEMPLATE = """\
**问题描述**
[请简洁清晰地描述问题]

**复现步骤**
1. 启动 '...'
2. 点击 '....'
3. 查看

**预期结果**
[您期望的结果]

**系统信息**
 - 操作系统 [如 Windows 10]
 - 版本号：
"""

CHINESE_NARRATIVE = "在列表页向下滑动时程序闪退，重启以后还是一样。版本是 2.3.0，安卓 14。"

FEATURE = """\
### Is your feature request related to a problem?

Switching between projects takes many clicks.

### Describe the solution you'd like

It would be great to have a keyboard shortcut for the project list. Please add an option to
choose the key.
"""

QUESTION = """\
Hello, I am new to this library. How can I read a file in small parts? Is there an example in
the documentation? I do not understand which class to use. Thanks in advance!
"""

BUG_IN_PROSE = """\
When I drag a column onto itself, the whole table disappears. It happens in version 2.0.3 on
Firefox. I expected the column to stay where it is.
"""
