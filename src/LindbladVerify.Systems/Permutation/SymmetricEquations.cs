using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Reduction;

namespace LindbladVerify.Systems.Permutation;

/// <summary>Real linear equations for the symmetric coordinates that an initial state reaches.</summary>
/// <remarks>
/// The other end, what the observables see, is cut where the equations are solved. A pair of adjoint coordinates p, p* is √2 Re p and √2 Im p, so that norms are kept.
/// </remarks>
internal sealed class SymmetricEquations
{
    private readonly JointStates states;
    private readonly Dictionary<long, int> places = [];
    private readonly List<long> codes = [];

    private SymmetricEquations(JointStates states) => this.states = states;

    /// <summary>Number of real equations.</summary>
    public int Count => codes.Count;

    /// <summary>The generators, [n, n]: that without drives first.</summary>
    public SparseMatrix<double>[] Generators { get; private set; } = [];

    /// <summary>The start, [n].</summary>
    public double[] Initial { get; private set; } = [];

    /// <summary>Explores what a state reaches.</summary>
    /// <param name="states">The coordinates.</param>
    /// <param name="generators">That without drives, and one for each drive.</param>
    /// <param name="initial">The coordinates that are not 0, adjoints included.</param>
    /// <param name="most">Most equations.</param>
    /// <exception cref="ManySitesException">More are reached.</exception>
    public static SymmetricEquations Reached(JointStates states, IReadOnlyList<SymmetricGenerator> generators, IEnumerable<(long Code, Complex Value)> initial, int most)
    {
        var equations = new SymmetricEquations(states);
        (long Code, Complex Value)[] start = [.. initial];
        foreach ((long code, _) in start)
        {
            equations.Visit(code);
        }

        List<(int, int, double)>[] entries = [.. generators.Select(_ => new List<(int, int, double)>())];
        for (int k = 0; k < equations.codes.Count; k++)
        {
            if (equations.codes.Count > most)
            {
                throw new ManySitesException(FormattableString.Invariant($"its initial state reaches more than {most} of {states.Count:G6} symmetric coordinates"));
            }

            long code = equations.codes[k];
            long adjoint = states.Adjoint(code);
            for (int g = 0; g < generators.Count && code <= adjoint; g++)
            {
                TermSum image = generators[g].Apply(code);
                for (int p = 0; p < image.Count; p++)
                {
                    if (!image.IsResidue(p))
                    {
                        equations.Visit(image.Code(p));
                        equations.AddEntries(entries[g], code, adjoint, image.Code(p), image.Value(p));
                    }
                }
            }
        }

        equations.Generators = [.. entries.Select(e => SparseMatrix<double>.FromEntries(equations.Count, equations.Count, e))];
        equations.Initial = new double[equations.Count];
        foreach ((long code, Complex value) in start)
        {
            long adjoint = states.Adjoint(code);
            if (code <= adjoint)
            {
                double scale = code == adjoint ? 1 : Math.Sqrt(2);
                equations.Initial[equations.places[code]] = scale * value.Real;
                if (code != adjoint)
                {
                    equations.Initial[equations.places[adjoint]] = scale * value.Imaginary;
                }
            }
        }

        return equations;
    }

    /// <summary>The row [n] whose product with the coordinates is the expectation value of a Hermitian operator.</summary>
    /// <param name="observable">X → O X.</param>
    public double[] Row(ClassPolynomial observable)
    {
        var map = new SymmetricGenerator(states, [(observable, 1)]);
        double[] row = new double[Count];
        foreach (long code in codes)
        {
            long adjoint = states.Adjoint(code);
            if (code > adjoint)
            {
                continue;
            }

            TermSum image = map.Apply(code);
            Complex trace = Complex.Zero;
            for (int p = 0; p < image.Count; p++)
            {
                trace += states.IsPopulation(image.Code(p)) ? image.Value(p) : Complex.Zero;
            }

            // Tr(O ρ) holds both of a pair: 2 Re(trace · p).
            double scale = code == adjoint ? 1 : Math.Sqrt(2);
            row[places[code]] = scale * trace.Real;
            if (code != adjoint)
            {
                row[places[adjoint]] = -scale * trace.Imaginary;
            }
        }

        return row;
    }

    /// <summary>A coordinate and its adjoint: the smaller code keeps the real part, the larger one the imaginary part.</summary>
    private void Visit(long code)
    {
        if (places.TryAdd(code, codes.Count))
        {
            codes.Add(code);
            long adjoint = states.Adjoint(code);
            if (places.TryAdd(adjoint, codes.Count))
            {
                codes.Add(adjoint);
            }
        }
    }

    /// <summary>dp'/dt gains factor · p, and its adjoint the adjoint of that.</summary>
    private void AddEntries(List<(int Row, int Column, double Value)> entries, long code, long adjoint, long target, Complex factor)
    {
        long turned = states.Adjoint(target);
        bool isPair = code != adjoint;
        bool isPairTarget = target != turned;
        if (!isPair)
        {
            // The image of a Hermitian operator is Hermitian: one of each pair is enough.
            if (!isPairTarget)
            {
                Add(target, code, factor.Real);
            }
            else if (target < turned)
            {
                Add(target, code, Math.Sqrt(2) * factor.Real);
                Add(turned, code, Math.Sqrt(2) * factor.Imaginary);
            }

            return;
        }

        if (!isPairTarget)
        {
            Add(target, code, Math.Sqrt(2) * factor.Real);
            Add(target, adjoint, -Math.Sqrt(2) * factor.Imaginary);
            return;
        }

        double sign = target < turned ? 1 : -1;
        (long real, long imaginary) = target < turned ? (target, turned) : (turned, target);
        Add(real, code, factor.Real);
        Add(real, adjoint, -factor.Imaginary);
        Add(imaginary, code, sign * factor.Imaginary);
        Add(imaginary, adjoint, sign * factor.Real);

        void Add(long row, long column, double value)
        {
            if (value != 0)
            {
                entries.Add((places[row], places[column], value));
            }
        }
    }
}
