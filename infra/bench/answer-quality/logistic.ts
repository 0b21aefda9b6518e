/** Logistic regression, balanced: both classes weigh the same, however many there are of each. */

export type Fitted = { bias: number; weights: number[] };

const STEPS = 2_000;
const RATE = 0.5;

/** @param ridge strength of the pull to zero, in samples; > 0 */
export function fitLogistic(rows: readonly (readonly number[])[], isPositive: readonly boolean[], ridge: number): Fitted {
  const size = rows[0]?.length ?? 0;
  const column = (j: number): number[] => rows.map((row) => row[j]!);
  const means = Array.from({ length: size }, (_, j) => mean(column(j)));
  const spreads = means.map((middle, j) => Math.sqrt(mean(column(j).map((value) => (value - middle) ** 2))) || 1);
  const scaled = rows.map((row) => row.map((value, j) => (value - means[j]!) / spreads[j]!));
  const positives = isPositive.filter(Boolean).length;
  const share = isPositive.map((positive) => 0.5 / (positive ? positives : rows.length - positives));
  const weights = new Array<number>(size).fill(0);
  let bias = 0;
  for (let step = 0; step < STEPS; step++) {
    const gradient = weights.map((weight) => (ridge * weight) / rows.length);
    let ofBias = 0;
    for (const [i, row] of scaled.entries()) {
      const error = (sigmoid(bias + dot(weights, row)) - Number(isPositive[i])) * share[i]!;
      ofBias += error;
      for (const [j, value] of row.entries()) gradient[j]! += error * value;
    }
    bias -= RATE * ofBias;
    for (const [j, slope] of gradient.entries()) weights[j]! -= RATE * slope;
  }
  const unscaled = weights.map((weight, j) => weight / spreads[j]!);
  return { bias: bias - dot(unscaled, means), weights: unscaled };
}

export const logitOf = ({ bias, weights }: Fitted, row: readonly number[]): number => bias + dot(weights, row);

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
