using System.Runtime.InteropServices;
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
    private readonly NoiseModes?[] single = new NoiseModes?[equations.Noises.Count];
    private readonly (int To, int From, double Value)[][] fluctuation = new (int, int, double)[equations.Noises.Count][];
    private (int To, int From, double Rate)[] relaxation = [];
    private double[] populations = [1];
    private double[] weights = [1];
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
    /// <returns>False where there are too many equations for a dense matrix.</returns>
    public bool Assemble(double[] slots)
    {
        FindModes(slots);
        if ((long)populations.Length * (n - held) > LinearRelaxation.MostDense)
        {
            return false;
        }

        Resize(populations.Length);
        Vectors(slots);
        for (int k = 0; k < coefficients.Length; k++)
        {
            coefficients[k] = equations.Parts[k].At(slots);
        }

        for (int mode = 0; mode < modes; mode++)
        {
            double population = populations[mode];
            double weight = weights[mode];
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
                Add(parts[k], coefficients[k], mode, mode, populations[mode]);
            }
        }

        AddNoise(slots);
        return true;
    }

    /// <summary>The joint modes of the noises; what does not change from the last point stays.</summary>
    private void FindModes(double[] slots)
    {
        bool isSame = true;
        for (int k = 0; k < numbers.Length; k++)
        {
            bool isKnown = single[k] is not null;
            for (int j = 0; j < numbers[k].Length; j++)
            {
                double value = equations.Noises[k].Numbers[j].At(slots);
                isKnown &= value.Equals(numbers[k][j]);
                numbers[k][j] = value;
            }

            if (!isKnown)
            {
                isSame = false;
                single[k] = null;
                single[k] = equations.Noises[k].Process(numbers[k]).Modes(0);
            }
        }

        if (!isSame)
        {
            Combine(single!);
        }
    }

    /// <summary>The tensor product of the modes of independent noises, the first one slowest, as entries.</summary>
    private void Combine(NoiseModes[] noises)
    {
        int total = noises.Aggregate(1, (product, m) => product * m.Count);
        double[] generator = new double[total * total];
        (populations, weights) = ([1], [1]);
        int before = 1;
        for (int k = 0; k < noises.Length; k++)
        {
            NoiseModes noise = noises[k];
            int after = total / before / noise.Count;
            var factor = new List<(int, int, double)>();
            for (int b = 0; b < before; b++)
            {
                for (int a = 0; a < after; a++)
                {
                    int Place(int mode) => (((b * noise.Count) + mode) * after) + a;
                    foreach ((int to, int from, double rate) in noise.Generator.Entries())
                    {
                        generator[Place(to) + (Place(from) * total)] += rate;
                    }

                    foreach ((int to, int from, double value) in noise.Values.Entries())
                    {
                        factor.Add((Place(to), Place(from), value));
                    }
                }
            }

            fluctuation[k] = [.. factor];
            populations = Outer(populations, noise.Initial);
            weights = Outer(weights, noise.Readout);
            before *= noise.Count;
        }

        var entries = new List<(int, int, double)>(generator.Length);
        for (int p = 0; p < generator.Length; p++)
        {
            if (generator[p] != 0)
            {
                entries.Add((p % total, p / total, generator[p]));
            }
        }

        relaxation = [.. entries];
    }

    private void AddNoise(double[] slots)
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
                    Add(terms[k][t], c * value, to, from, populations[from]);
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

    private static double[] Outer(double[] slow, double[] fast)
    {
        double[] product = new double[slow.Length * fast.Length];
        for (int k = 0; k < product.Length; k++)
        {
            product[k] = slow[k / fast.Length] * fast[k % fast.Length];
        }

        return product;
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
