using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Rates.Relaxation;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>
/// The equations of <see cref="ModelEquations"/> at one point: coordinates of the block for every joint mode of the noises, what is conserved in
/// each mode taken out as a source. Keeps its memory; serves one thread.
/// </summary>
internal sealed class EquationSpace(ModelEquations equations)
{
    private readonly int n = equations.Dimension;
    private readonly int held = equations.Conserved;
    private readonly double[] initial = new double[equations.Dimension];
    private readonly double[] row = new double[equations.Dimension];
    private readonly double[] coefficients = new double[equations.Parts.Count];
    private readonly double[][] numbers = [.. equations.Noises.Select(p => new double[p.Numbers.Count])];
    private CombinedModes? lastModes;
    private int modes;

    /// <summary>Number of equations.</summary>
    public int Size { get; private set; }

    /// <summary>A, [size, size], column-major, 1/s.</summary>
    public double[] Matrix { get; private set; } = [];

    /// <summary>b, [size], 1/s.</summary>
    public double[] Source { get; private set; } = [];

    /// <summary>v(0), [size].</summary>
    public double[] Start { get; private set; } = [];

    /// <summary>The observable, [size].</summary>
    public double[] Row { get; private set; } = [];

    /// <summary>What is conserved adds to the observable.</summary>
    public double Constant { get; private set; }

    /// <summary>Puts the numbers of a point in.</summary>
    /// <exception cref="ArithmeticException">A rate is negative, or a coefficient not finite.</exception>
    /// <exception cref="ArgumentException">A noise does not exist there.</exception>
    /// <returns>False where there are too many equations for a dense matrix.</returns>
    public bool Assemble(double[] slots)
    {
        CombinedModes? combined = Modes(slots);
        if ((long)(combined?.Count ?? 1) * (n - held) > LinearRelaxation.MostDense)
        {
            return false;
        }

        Resize(combined?.Count ?? 1);
        Vectors(slots);
        for (int k = 0; k < coefficients.Length; k++)
        {
            coefficients[k] = equations.Parts[k].At(slots);
        }

        for (int mode = 0; mode < modes; mode++)
        {
            double population = combined?.Initial[mode] ?? 1;
            double weight = combined?.Readout[mode] ?? 1;
            for (int i = held; i < n; i++)
            {
                int place = Place(mode, i);
                Start[place] = population * initial[i];
                Row[place] = weight * row[i];
            }

            for (int q = 0; q < held; q++)
            {
                Constant += weight * row[q] * population * initial[q];
            }
        }

        for (int k = 0; k < coefficients.Length; k++)
        {
            for (int mode = 0; mode < modes; mode++)
            {
                Add(equations.Parts[k].Generator, coefficients[k], mode, mode, combined?.Initial[mode] ?? 1);
            }
        }

        if (combined is not null)
        {
            AddNoise(combined, slots);
        }
        return true;
    }

    /// <summary>The joint modes of the noises; those of the last point where the noises are the same.</summary>
    private CombinedModes? Modes(double[] slots)
    {
        if (equations.Noises.Count == 0)
        {
            return null;
        }

        bool isSame = lastModes is not null;
        for (int k = 0; k < numbers.Length; k++)
        {
            for (int j = 0; j < numbers[k].Length; j++)
            {
                double value = equations.Noises[k].Numbers[j].At(slots);
                isSame &= value.Equals(numbers[k][j]);
                numbers[k][j] = value;
            }
        }

        if (!isSame)
        {
            lastModes = null;
            NoiseModes[] single = [.. equations.Noises.Select((p, k) => p.Process(numbers[k]).Modes(0))];
            lastModes = single is [var only] ? new CombinedModes(only.Generator, [only.Values], only.Initial, only.Readout) : CombinedModes.Of(single);
        }

        return lastModes;
    }

    private void AddNoise(CombinedModes combined, double[] slots)
    {
        foreach ((int to, int from, double rate) in combined.Generator.Entries())
        {
            for (int i = held; i < n; i++)
            {
                Matrix[Place(to, i) + (Place(from, i) * Size)] += rate;
            }
        }

        for (int k = 0; k < equations.Noises.Count; k++)
        {
            foreach ((SlotProgram coefficient, SparseMatrix<double> generator) in equations.Noises[k].Terms)
            {
                double c = coefficient.At(slots);
                foreach ((int to, int from, double value) in combined.Values[k].Entries())
                {
                    Add(generator, c * value, to, from, combined.Initial[from]);
                }
            }
        }
    }

    /// <summary>Adds a multiple of a generator of the block between two modes; what is conserved becomes a source.</summary>
    private void Add(SparseMatrix<double> generator, double factor, int to, int from, double population)
    {
        if (factor == 0)
        {
            return;
        }

        ReadOnlySpan<int> starts = generator.ColumnStarts;
        ReadOnlySpan<int> rows = generator.RowIndices;
        ReadOnlySpan<double> values = generator.Values;
        for (int j = 0; j < n; j++)
        {
            for (int p = starts[j]; p < starts[j + 1]; p++)
            {
                int i = rows[p];
                if (i < held)
                {
                    continue;
                }

                if (j < held)
                {
                    Source[Place(to, i)] += factor * values[p] * population * initial[j];
                }
                else
                {
                    Matrix[Place(to, i) + (Place(from, j) * Size)] += factor * values[p];
                }
            }
        }
    }

    private int Place(int mode, int i) => (mode * (n - held)) + i - held;

    private void Resize(int count)
    {
        if (modes != count)
        {
            modes = count;
            Size = count * (n - held);
            (Matrix, Source, Start, Row) = (new double[Size * Size], new double[Size], new double[Size], new double[Size]);
        }

        Array.Clear(Matrix);
        Array.Clear(Source);
        Constant = 0;
    }

    private void Vectors(double[] slots)
    {
        Array.Clear(initial);
        Array.Clear(row);
        foreach (InitialPart part in equations.Initial)
        {
            double weight = 1;
            foreach (SlotProgram polarization in part.Polarizations)
            {
                double p = polarization.At(slots);
                weight *= p is >= -1 and <= 1 ? p : throw new ArithmeticException(FormattableString.Invariant($"A polarization is {p:R}; it must lie in [-1, 1]."));
            }

            AddTo(initial, weight, part.Coordinates);
        }

        foreach ((SlotProgram coefficient, double[] coordinates) in equations.Observable)
        {
            AddTo(row, coefficient.At(slots), coordinates);
        }
    }

    private static void AddTo(double[] sum, double factor, double[] part)
    {
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += factor * part[i];
        }
    }
}
