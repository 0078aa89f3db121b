"""Turn answers into bytes: terminal, HTML, JSON, Markdown, CSV."""
