/* Self-describing texts in the tree at the tip of the default branch at the moment. */
SELECT d.path, d.kind, d.text, d.is_truncated
FROM raw.documents AS d
JOIN raw.moment AS m ON m.tip = d.tip
