/* The functions a metric may call beside plain SQL: what engines spell or count differently.
   Another engine gives each of them a body of its own; the metrics stay as they are. */

-- The q-quantile of x, linearly interpolated; missing values are left out.
CREATE OR REPLACE MACRO m_quantile(x, q) AS quantile_cont(x, q);

-- Time from one instant to another, fractions included.
CREATE OR REPLACE MACRO m_days(earlier, later) AS (epoch(later) - epoch(earlier)) / 86400.0;
CREATE OR REPLACE MACRO m_hours(earlier, later) AS (epoch(later) - epoch(earlier)) / 3600.0;

-- Calendar parts of an instant: ISO weekday 1 = Monday ... 7 = Sunday, hour 0-23.
CREATE OR REPLACE MACRO m_day(moment) AS strftime(moment, '%Y-%m-%d');
CREATE OR REPLACE MACRO m_month(moment) AS strftime(moment, '%Y-%m');
CREATE OR REPLACE MACRO m_year(moment) AS strftime(moment, '%Y');
CREATE OR REPLACE MACRO m_weekday(moment) AS isodow(moment);
CREATE OR REPLACE MACRO m_hour(moment) AS hour(moment);

-- A part of a whole in 0-1; missing when the whole is nothing.
CREATE OR REPLACE MACRO m_share(part, whole) AS CAST(part AS DOUBLE) / nullif(whole, 0);

-- Over counts x > 0: Shannon entropy of their shares in nats, and the number of equal shares
-- that would have the same sum of squares (inverse Herfindahl-Hirschman index). Decimals are added,
-- because the last digit of a sum of floats hangs on the order of its rows, and so on the run.
CREATE OR REPLACE MACRO m_entropy(x) AS
  ln(sum(x)) - CAST(sum(CAST(x * ln(x) AS DECIMAL(38, 12))) AS DOUBLE) / sum(x);
CREATE OR REPLACE MACRO m_effective(x) AS CAST(sum(x) AS DOUBLE) * sum(x) / sum(CAST(x AS DOUBLE) * x);

-- A UTC offset in minutes as text: 330 is +05:30.
CREATE OR REPLACE MACRO m_offset(minutes) AS
  CASE WHEN minutes < 0 THEN '-' ELSE '+' END
  || printf('%02d:%02d', abs(minutes) // 60, abs(minutes) % 60);

-- Classes of age, in days: months of 30, half a year of 182, years of 365 days.
CREATE OR REPLACE MACRO m_age_class(days) AS CASE
  WHEN days IS NULL THEN 'unknown'
  WHEN days < 30 THEN 'under 1 month'
  WHEN days < 182 THEN '1 to 6 months'
  WHEN days < 365 THEN '6 to 12 months'
  WHEN days < 730 THEN '1 to 2 years'
  WHEN days < 1825 THEN '2 to 5 years'
  ELSE '5 years and more' END;

-- The country domain of an address: its two-letter top-level domain, unless that one is sold
-- mostly as a brand; missing otherwise.
CREATE OR REPLACE MACRO m_country_domain(address) AS CASE
  WHEN regexp_extract(address, '\.([a-z][a-z])$', 1) IN (
    '', 'ac', 'ag', 'ai', 'am', 'bz', 'cc', 'cd', 'co', 'cx', 'dj', 'eu', 'fm', 'gg', 'gs', 'im', 'io',
    'la', 'li', 'ly', 'me', 'ms', 'mu', 'nu', 'pw', 'sc', 'sh', 'so', 'st', 'sx', 'tc', 'tk',
    'to', 'tv', 'vc', 'vg', 'wf', 'ws') THEN NULL
  ELSE regexp_extract(address, '\.([a-z][a-z])$', 1) END;
