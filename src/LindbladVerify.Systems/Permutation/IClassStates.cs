using System.Numerics;

namespace LindbladVerify.Systems.Permutation;

/// <summary>The symmetric part of the Liouville space of one class of sites: coordinates p of a state with p = Tr(B† ρ), B = Σ |state of a row&gt;&lt;state of a column|.</summary>
internal interface IClassStates
{
    /// <summary>Codes lie below this.</summary>
    long Codes { get; }

    /// <summary>Number of coordinates.</summary>
    double Count { get; }

    /// <summary>The code with row and column exchanged.</summary>
    long Adjoint(long code);

    /// <summary>Whether row and column are the same, so that the coordinate counts for the trace.</summary>
    bool IsPopulation(long code);

    /// <summary>Where E(a, b) leads from a coordinate, and with what factors.</summary>
    /// <param name="code">The coordinate.</param>
    /// <param name="left">Element a.</param>
    /// <param name="right">Element b.</param>
    (long Code, double Factor)[] Image(long code, int left, int right);

    /// <summary>The coordinates of a product of local states, of its mean over all permutations.</summary>
    /// <param name="locals">Density operators [levels, levels], one for each site.</param>
    IEnumerable<(long Code, Complex Value)> Product(IReadOnlyList<Complex[,]> locals);
}

/// <summary>One site: coordinates are the entries of its density operator.</summary>
internal sealed class SingleStates(SiteAlgebra algebra) : IClassStates
{
    private readonly int levels = algebra.Levels;

    public long Codes => (long)levels * levels;

    public double Count => Codes;

    public long Adjoint(long code) => (code % levels * levels) + (code / levels);

    public bool IsPopulation(long code) => code % levels == code / levels;

    public (long Code, double Factor)[] Image(long code, int left, int right)
    {
        (int row, double x) = algebra.OnKet(left, (int)(code / levels));
        (int column, double y) = algebra.OnBra(right, (int)(code % levels));
        return x * y == 0 ? [] : [(((long)row * levels) + column, x * y)];
    }

    public IEnumerable<(long Code, Complex Value)> Product(IReadOnlyList<Complex[,]> locals)
    {
        for (int row = 0; row < levels; row++)
        {
            for (int column = 0; column < levels; column++)
            {
                if (locals[0][row, column] != Complex.Zero)
                {
                    yield return (((long)row * levels) + column, locals[0][row, column]);
                }
            }
        }
    }
}
