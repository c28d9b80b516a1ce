using LindbladVerify.LinearAlgebra.Exponential;
using LindbladVerify.LinearAlgebra.Faber;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Dynamics.Propagation.Dense;

/// <summary>Expectation values by the dense exponential: exp(A Δt) once, then products.</summary>
/// <remarks>
/// Uniform grids: m = 2^s states by doubling (the block of known states times the propagator of its length), then each
/// block of m times is one step of the rows and one matrix product; s minimises the work. Other grids: propagators of
/// h, 2h, 4h, … and a Taylor series for what is left below h.
/// </remarks>
internal sealed class DensePropagator(IDenseKernels kernels)
{
    /// <summary>Each squaring doubles the error made so far and adds its own; measured on random generators, no case went above two thirds of this.</summary>
    private const double Unit = 6e-16;

    private const int FewDistinctSteps = 8;

    /// <summary>Products with the propagator, in units of one matrix–vector product.</summary>
    public long Products { get; private set; }

    /// <summary>Relative error of double precision: of the exponential, which grows with its norm, and of one product per output time.</summary>
    /// <param name="reach">‖A‖₁ times the last time.</param>
    /// <param name="outputs">Output times.</param>
    public static double Rounding(double reach, double outputs) => Unit * (30 + (2 * outputs) + reach);

    /// <summary>Adds the contribution of a block to values[row][time].</summary>
    public void AddValues(LinearProblem problem, TimeGrid grid, double[][] values)
    {
        int n = problem.Dimension;
        double[] a = problem.Generator.ToDense();
        double[] state = [.. problem.Initial];
        double first = grid.Times[0];
        if (first > 0)
        {
            state = Apply(n, Exponential(n, a, first), state);
        }

        if (grid.IsUniform)
        {
            Uniform(n, a, grid, state, problem.Rows, values);
            return;
        }

        double[] gaps = [.. Enumerable.Range(1, grid.Count - 1).Select(k => grid.Times[k] - grid.Times[k - 1])];
        double[] distinct = [.. gaps.Distinct()];
        Func<double, double[], double[]> advance = distinct.Length <= FewDistinctSteps
            ? FromTable(n, distinct.ToDictionary(t => t, t => Exponential(n, a, t)))
            : new PropagatorPowers(kernels, n, a, gaps.Max()).Advance;
        Record(problem.Rows, state, values, 0);
        for (int k = 0; k < gaps.Length; k++)
        {
            state = gaps[k] == 0 ? state : advance(gaps[k], state);
            Record(problem.Rows, state, values, k + 1);
        }
    }

    private Func<double, double[], double[]> FromTable(int n, Dictionary<double, double[]> propagators) =>
        (time, state) => Apply(n, propagators[time], state);

    private void Uniform(int n, double[] a, TimeGrid grid, double[] state, double[][] rows, double[][] values)
    {
        if (grid.Count == 1)
        {
            Record(rows, state, values, 0);
            return;
        }

        double[] propagator = Exponential(n, a, grid.Step);
        int doublings = ChooseDoublings(n, grid.Count, rows.Length);
        if (doublings == 0)
        {
            double[] next = new double[n];
            for (int k = 0; k < grid.Count; k++)
            {
                Record(rows, state, values, k);
                kernels.MultiplyVector(Transposition.None, n, n, 1, propagator, n, state, 0, next);
                (state, next) = (next, state);
            }

            Products += grid.Count;
            return;
        }

        Blocked(n, propagator, grid.Count, doublings, state, rows, values);
    }

    private void Blocked(int n, double[] propagator, int count, int doublings, double[] state, double[][] rows, double[][] values)
    {
        int m = 1 << doublings;
        double[] states = new double[n * m];
        state.CopyTo(states, 0);
        double[] other = new double[n * n];
        for (int j = 0; j < doublings; j++)
        {
            int known = 1 << j;
            kernels.Multiply(Transposition.None, Transposition.None, n, known, n, 1, propagator, n, states, n, 0, states.AsSpan(n * known), n);
            kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, propagator, n, propagator, n, 0, other, n);
            (propagator, other) = (other, propagator);
        }

        int o = rows.Length;
        double[] columns = new double[n * o];
        for (int r = 0; r < o; r++)
        {
            rows[r].CopyTo(columns, n * r);
        }

        double[] moved = new double[n * o];
        double[] block = new double[o * m];
        for (int start = 0; start < count; start += m)
        {
            if (start > 0)
            {
                kernels.Multiply(Transposition.Transpose, Transposition.None, n, o, n, 1, propagator, n, columns, n, 0, moved, n);
                (columns, moved) = (moved, columns);
            }

            kernels.Multiply(Transposition.Transpose, Transposition.None, o, m, n, 1, columns, n, states, n, 0, block, o);
            for (int k = start; k < Math.Min(count, start + m); k++)
            {
                for (int r = 0; r < o; r++)
                {
                    values[r][k] += block[r + ((k - start) * o)];
                }
            }
        }

        Products += m + ((long)doublings * n) + (count / m * o);
    }

    /// <summary>The number of doublings with the least estimated time; matrix products run several times faster than matrix–vector ones.</summary>
    private static int ChooseDoublings(int n, int count, int rows)
    {
        double square = (double)n * n;
        double gain = n < 32 ? 2 : n < 400 ? 4 : 12;
        int best = 0;
        double least = count * square;
        for (int s = 1; 1 << s <= count; s++)
        {
            int m = 1 << s;
            double work = (s * square * n / gain) + (m * square / gain) + (count / m * rows * square) + ((double)count * n * rows / gain);
            if (work < least)
            {
                (best, least) = (s, work);
            }
        }

        return best;
    }

    private double[] Exponential(int n, double[] a, double time) =>
        MatrixExponential.Compute(kernels, n, Array.ConvertAll(a, v => v * time)).Matrix;

    private double[] Apply(int n, double[] matrix, double[] state)
    {
        double[] next = new double[n];
        kernels.MultiplyVector(Transposition.None, n, n, 1, matrix, n, state, 0, next);
        Products++;
        return next;
    }

    private static void Record(double[][] rows, double[] state, double[][] values, int time)
    {
        for (int r = 0; r < rows.Length; r++)
        {
            double sum = 0;
            double[] row = rows[r];
            for (int i = 0; i < row.Length; i++)
            {
                sum += row[i] * state[i];
            }

            values[r][time] += sum;
        }
    }
}

/// <summary>exp(A t) v for any t ≥ 0 by the binary digits of t/h: stored propagators exp(A 2^k h), and a Taylor series below h.</summary>
internal sealed class PropagatorPowers
{
    private readonly IDenseKernels kernels;
    private readonly int n;
    private readonly double[] a;
    private readonly double h;
    private readonly IReadOnlyList<double[]> rungs;

    /// <summary>Prepares times up to the longest one; |A| h ≤ 1 in the 1-norm.</summary>
    public PropagatorPowers(IDenseKernels kernels, int n, double[] a, double longest)
    {
        this.kernels = kernels;
        this.n = n;
        this.a = a;
        double norm = kernels.Norm(MatrixNorm.One, n, n, a, n);
        h = norm == 0 ? longest : Math.Min(longest, 1 / norm);
        rungs = Rungs(kernels, n, a, h, longest);
    }

    /// <summary>exp(A h), exp(A 2h), exp(A 4h), ... up to the longest time, [n, n] each.</summary>
    public static IReadOnlyList<double[]> Rungs(IDenseKernels kernels, int n, double[] a, double h, double longest)
    {
        var rungs = new List<double[]>();
        double[] rung = MatrixExponential.Compute(kernels, n, Array.ConvertAll(a, v => v * h)).Matrix;
        for (double reach = h; reach <= longest; reach *= 2)
        {
            rungs.Add(rung);
            double[] square = new double[n * n];
            kernels.Multiply(Transposition.None, Transposition.None, n, n, n, 1, rung, n, rung, n, 0, square, n);
            rung = square;
        }

        return rungs;
    }

    /// <summary>exp(A time) state.</summary>
    public double[] Advance(double time, double[] state)
    {
        long whole = (long)Math.Floor(time / h);
        double[] current = Taylor(Math.Max(0, time - (whole * h)), state);
        for (int k = 0; k < rungs.Count && whole >> k != 0; k++)
        {
            if (((whole >> k) & 1) != 0)
            {
                double[] next = new double[n];
                kernels.MultiplyVector(Transposition.None, n, n, 1, rungs[k], n, current, 0, next);
                current = next;
            }
        }

        return current;
    }

    private double[] Taylor(double time, double[] state)
    {
        double[] sum = [.. state];
        if (time == 0)
        {
            return sum;
        }

        double[] term = [.. state];
        double[] next = new double[n];
        double start = VectorKernels.Norm(state);
        for (int k = 1; k < 60; k++)
        {
            kernels.MultiplyVector(Transposition.None, n, n, time / k, a, n, term, 0, next);
            (term, next) = (next, term);
            VectorKernels.Add(1, term, sum);
            if (VectorKernels.Norm(term) <= 1e-17 * start)
            {
                break;
            }
        }

        return sum;
    }
}

/// <summary>Shows what the rounding of a generator's entries to double precision does to a result that is computed with more digits.</summary>
/// <remarks>
/// A fast exchange next to a slow decay, say 10¹² and 1 1/s, shares entries that hold the slow rate in their last digits only.
/// </remarks>
internal static class EntryRounding
{
    /// <summary>Entries with so many zero bits at their end were computed without rounding, but for a chance of one in a thousand.</summary>
    private const int ExactZeros = 10;

    /// <summary>
    /// The same equations twice, each entry that may have been rounded moved by two units in its last place: all of them up, which is
    /// worst for a sum that should be conserved; and all away from zero, which is worst for a rotation.
    /// </summary>
    public static LinearProblem[] Moved(LinearProblem problem) =>
        [Moved(problem, Up), Moved(problem, static v => v > 0 ? Up(v) : -Up(-v))];

    private static double Up(double value) => Math.BitIncrement(Math.BitIncrement(value));

    /// <inheritdoc cref="Moved(LinearProblem)"/>
    /// <remarks>Of driven equations a third time with every frequency moved, whatever its last digits: the period 2π/ω is rounded, and with it what a cycle turns by.</remarks>
    public static BlochSystem[] Moved(BlochSystem system)
    {
        BlochSystem[] entries = [Moved(system, Up), Moved(system, static v => v > 0 ? Up(v) : -Up(-v))];
        return system.Drives.Count == 0 ? entries : [.. entries, system with { Drives = [.. system.Drives.Select(d => d with { Envelope = Faster(d.Envelope) })] }];
    }

    private static Envelope Faster(Envelope envelope) => envelope is CosineEnvelope c ? new CosineEnvelope(c.Amplitude, Up(c.Frequency), c.Phase) : envelope;

    private static BlochSystem Moved(BlochSystem system, Func<double, double> move)
    {
        SparseMatrix<double> Move(SparseMatrix<double> a) => a.Map(v => IsExact(v) ? v : move(v));
        return system with
        {
            Generator = Move(system.Generator),
            Drives = [.. system.Drives.Select(d => d with { Generator = Move(d.Generator) })],
            Sequence = system.Sequence is { } s ? s with { Pulses = [.. s.Pulses.Select(Move)] } : null,
        };
    }

    private static LinearProblem Moved(LinearProblem problem, Func<double, double> move) =>
        problem with { Generator = problem.Generator.Map(v => IsExact(v) ? v : move(v)) };

    private static bool IsExact(double value) => (BitConverter.DoubleToInt64Bits(value) & ((1L << ExactZeros) - 1)) == 0;
}
