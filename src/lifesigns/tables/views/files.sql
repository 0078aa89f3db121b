/* The file tree at the tip of the default branch at the moment. A header (.h) is in the language that
   most other code of the C family is in there: its name alone would make C of it in every project. */
WITH tree AS (
  SELECT f.path, f.mode, f.size, f.blob_id, a.area, a.language, a.directory,
    lower(f.path) LIKE '%.h' AND a.language = 'C' AS is_header
  FROM raw.files AS f
  JOIN raw.moment AS m ON m.tip = f.tip
  LEFT JOIN raw.areas AS a USING (path)
),
family AS (
  SELECT language FROM tree
  WHERE area = 'core_code' AND NOT is_header
    AND language IN ('C', 'C++', 'Objective-C', 'Objective-C++')
  GROUP BY language
  ORDER BY count(*) DESC, language
  LIMIT 1
)
SELECT path, mode, size, blob_id, area,
  CASE WHEN is_header THEN coalesce((SELECT language FROM family), language) ELSE language END AS language,
  directory
FROM tree
