using System.Runtime.InteropServices;
using LindbladVerify.LinearAlgebra.Sparse;
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
    private (int Row, int Column, double Value)[] relaxation = [];
    private (int Row, int Column, double Value)[][] fluctuation = [];
    private PlacedGenerator[] parts = [];
    private PlacedGenerator[][] terms = [];
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
    public void Assemble(double[] slots)
    {
        CombinedModes? combined = Modes(slots);
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
                Add(parts[k], coefficients[k], mode, mode, combined?.Initial[mode] ?? 1);
            }
        }

        if (combined is not null)
        {
            AddNoise(combined, slots);
        }
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
            relaxation = [.. lastModes.Generator.Entries()];
            fluctuation = [.. lastModes.Values.Select(v => v.Entries().ToArray())];
        }

        return lastModes;
    }

    private void AddNoise(CombinedModes combined, double[] slots)
    {
        int block = n - held;
        foreach ((int to, int from, double rate) in relaxation)
        {
            int at = (to * block) + (from * block * Size);
            for (int i = 0; i < block; i++, at += Size + 1)
            {
                Matrix[at] += rate;
            }
        }

        for (int k = 0; k < equations.Noises.Count; k++)
        {
            for (int t = 0; t < terms[k].Length; t++)
            {
                double c = equations.Noises[k].Terms[t].Coefficient.At(slots);
                foreach ((int to, int from, double value) in fluctuation[k])
                {
                    Add(terms[k][t], c * value, to, from, combined.Initial[from]);
                }
            }
        }
    }

    /// <summary>Adds a multiple of a generator of the block between two modes; what is conserved becomes a source.</summary>
    private void Add(in PlacedGenerator generator, double factor, int to, int from, double population)
    {
        if (factor == 0)
        {
            return;
        }

        int block = n - held;
        Span<double> matrix = Matrix.AsSpan((to * block) + (from * block * Size));
        double[] values = generator.Values;
        int[] places = generator.Places;
        for (int p = 0; p < places.Length && p < values.Length; p++)
        {
            matrix[places[p]] += factor * values[p];
        }

        foreach ((int row, int conserved, double value) in generator.Sources)
        {
            Source[(to * block) + row] += factor * value * population * initial[conserved];
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
            parts = [.. equations.Parts.Select(p => Placed(p.Generator))];
            terms = [.. equations.Noises.Select(k => k.Terms.Select(t => Placed(t.Generator)).ToArray())];
        }

        Array.Clear(Matrix);
        Array.Clear(Source);
        Constant = 0;
    }

    /// <summary>The entries of a generator where they go between the first modes.</summary>
    private PlacedGenerator Placed(SparseMatrix<double> generator)
    {
        (int Row, int Column, double Value)[] entries = [.. generator.Entries().Where(e => e.Row >= held)];
        (int Row, int Column, double Value)[] inside = [.. entries.Where(e => e.Column >= held)];
        return new PlacedGenerator(
            [.. inside.Select(e => e.Row - held + ((e.Column - held) * Size))],
            [.. inside.Select(e => e.Value)],
            [.. entries.Where(e => e.Column < held).Select(e => (e.Row - held, e.Column, e.Value))]);
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

/// <summary>A generator of a block as it is added to a larger matrix.</summary>
/// <param name="Places">Of its entries in that matrix, from the corner of the block.</param>
/// <param name="Values">The entries.</param>
/// <param name="Sources">Entries that multiply what is conserved: row, which of the conserved, value.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlacedGenerator(int[] Places, double[] Values, (int Row, int Conserved, double Value)[] Sources);
