/* The file tree at the tip of the default branch at the moment. */
SELECT f.path, f.mode, f.size, f.blob_id, a.area, a.language, a.directory
FROM raw.files AS f
JOIN raw.moment AS m ON m.tip = f.tip
LEFT JOIN raw.areas AS a USING (path)
