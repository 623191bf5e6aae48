import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import type { VNode } from 'preact';
import { count } from '../../../../views/components/number.js';
import { Table, type Column } from '../../../../views/components/table.js';
import { dayText, monthText } from '../../../../views/components/time.js';
import type { PeriodSum } from './import-sums.js';
import type { Periods, Unit } from './periods.js';

export interface ImportsChartProps extends Pick<Periods, 'unit' | 'first' | 'last'> {
  sums: readonly PeriodSum[];
  /** the list below is also filtered by outcome or reason, the chart is not */
  isWider: boolean;
}

const HEIGHT = 168;
/** The labels of the days are below. */
const PLOT = 144;
const TOP = 8;
/** So that they have room on a phone. */
const MOST_LABELS: Readonly<Record<Unit, number>> = { day: 5, month: 3, year: 5 };

const words: Readonly<Record<Unit, string>> = { day: 'by day', month: 'by month', year: 'by year' };

/** Bars of people imported and rejected, and the same as a table. */
export function ImportsChart({ sums, unit, first, last, isWider }: ImportsChartProps): VNode {
  const total = sums.reduce(
    (sum, { imported, rejected }) => ({ imported: sum.imported + imported, rejected: sum.rejected + rejected }),
    { imported: 0, rejected: 0 },
  );
  const title = `${dayText(first)} to ${dayText(last)}, ${words[unit]}`;
  return (
    <figure class="panel chart">
      <figcaption>
        <h2 id="chart-title">People imported and rejected</h2>
        <p class="secondary">
          {title}
          {isWider && '. With every outcome and reason, unlike the list below'}
        </p>
        <ul class="chart-key" role="list">
          <li class="imported">{count(total.imported)} imported</li>
          <li class="rejected">{count(total.rejected)} rejected</li>
        </ul>
      </figcaption>
      {total.imported + total.rejected === 0 ? (
        <p class="secondary">No one was imported or rejected in this time.</p>
      ) : (
        <>
          <Bars sums={sums} unit={unit} />
          <AsTable sums={sums} unit={unit} title={title} />
        </>
      )}
    </figure>
  );
}

/** Positions are shares of the width, so the text keeps its size on every screen. */
function Bars({ sums, unit }: Pick<ImportsChartProps, 'sums' | 'unit'>): VNode {
  const most = Math.max(...sums.map(({ imported, rejected }) => imported + rejected));
  const y = scaleLinear().domain([0, most]).nice(3).range([PLOT, TOP]);
  const x = scaleBand()
    .domain(sums.map(({ day }) => day))
    .range([0, 100])
    .paddingInner(0.2);
  const series = stack<PeriodSum>().keys(['imported', 'rejected'])([...sums]);
  const percent = (value: number) => `${value.toFixed(3)}%`;
  return (
    <svg class="chart-bars" width="100%" height={HEIGHT} role="img" aria-labelledby="chart-title">
      {y
        .ticks(3)
        .filter(Number.isInteger)
        .map((tick) => (
          <g key={tick} class="chart-tick">
            <line x1="0" x2="100%" y1={y(tick)} y2={y(tick)} />
            {tick > 0 && (
              <text x="0" y={y(tick) + 14}>
                {count(tick)}
              </text>
            )}
          </g>
        ))}
      {series.flatMap((bars) =>
        bars.flatMap((bar, index) =>
          bar[1] === bar[0] ? (
            []
          ) : (
            <rect
              key={`${bars.key} ${index}`}
              class={bars.key}
              x={percent(x(bar.data.day) ?? 0)}
              width={percent(x.bandwidth())}
              y={y(bar[1])}
              height={Math.max(y(bar[0]) - y(bar[1]), 1)}
            >
              <title>{`${periodText(bar.data, unit)}: ${count(bar.data.imported)} imported, ${count(bar.data.rejected)} rejected`}</title>
            </rect>
          ),
        ),
      )}
      <Days sums={sums} unit={unit} centre={(day) => percent((x(day) ?? 0) + x.bandwidth() / 2)} />
    </svg>
  );
}

interface DaysProps extends Pick<ImportsChartProps, 'sums' | 'unit'> {
  centre: (day: string) => string;
}

function Days({ sums, unit, centre }: DaysProps): VNode {
  const step = Math.max(1, Math.ceil((sums.length - 1) / (MOST_LABELS[unit] - 1)));
  const shown = sums.filter((_, index) => index % step === 0);
  return (
    <g class="chart-days">
      {shown.map(({ day }, index) => {
        const [anchor, at] =
          index === 0 && sums.length > 1
            ? ['start', '0']
            : day === sums.at(-1)?.day && sums.length > 1
              ? ['end', '100%']
              : ['middle', centre(day)];
        return (
          <text key={day} x={at} y={HEIGHT - 4} text-anchor={anchor}>
            {shortText(day, unit)}
          </text>
        );
      })}
    </g>
  );
}

/** "5 Mar 2026", "Mar 2026", "2026" */
function periodText({ day }: Pick<PeriodSum, 'day'>, unit: Unit): string {
  if (unit === 'year') return day.slice(0, 4);
  return unit === 'month' ? monthText(day) : dayText(day);
}

const shortText = (day: string, unit: Unit) =>
  unit === 'day' ? dayText(day).replace(/ \d{4}$/, '') : periodText({ day }, unit);

function AsTable({ sums, unit, title }: Pick<ImportsChartProps, 'sums' | 'unit'> & { title: string }): VNode {
  const columns: Column<PeriodSum>[] = [
    { head: { day: 'Day', month: 'Month', year: 'Year' }[unit], title: true, cell: (sum) => periodText(sum, unit) },
    { head: 'Imported', number: true, cell: ({ imported }) => count(imported) },
    { head: 'Rejected', number: true, cell: ({ rejected }) => count(rejected) },
  ];
  return (
    <details class="chart-table">
      <summary>Show as a table</summary>
      <Table
        caption={`People imported and rejected, ${title}. Without those on which nothing was imported`}
        columns={columns}
        rows={sums.filter(({ imported, rejected }) => imported + rejected > 0)}
        rowKey={({ day }) => day}
      />
    </details>
  );
}
