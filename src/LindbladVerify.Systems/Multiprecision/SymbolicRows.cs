using LindbladVerify.LinearAlgebra.Multiprecision;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>The entries of an operator by row, each with its factors.</summary>
internal sealed class SymbolicRows
{
    private readonly Dictionary<int, List<(int Column, FactorProduct Factors, ExactNumber Value)>> rows = [];

    public SymbolicRows(OperatorSum sum)
    {
        foreach ((FactorProduct factors, ExactMatrix matrix) in sum.Terms)
        {
            foreach (((int row, int column), ExactNumber value) in matrix.Entries)
            {
                if (!rows.TryGetValue(row, out List<(int, FactorProduct, ExactNumber)>? list))
                {
                    rows[row] = list = [];
                }

                list.Add((column, factors, value));
            }
        }
    }

    public IReadOnlyList<(int Column, FactorProduct Factors, ExactNumber Value)> Row(int row) =>
        rows.TryGetValue(row, out List<(int, FactorProduct, ExactNumber)>? list) ? list : [];
}

/// <summary>Many numbers, each a sum of products of expressions times constants, as flat arrays.</summary>
internal sealed class SymbolicEntries
{
    private readonly List<int> starts = [0];
    private readonly List<int> products = [];
    private readonly List<int> constants = [];
    private int[]? flatStarts;
    private int[] flatProducts = [];
    private int[] flatConstants = [];

    /// <summary>Appends a number.</summary>
    public void Add(SymbolTable table, IEnumerable<(FactorProduct Factors, RootSum Constant)> terms)
    {
        foreach ((FactorProduct factors, RootSum constant) in terms)
        {
            products.Add(table.Place(factors));
            constants.Add(table.Place(constant));
        }

        starts.Add(products.Count);
    }

    /// <summary>The terms of a sum: places of products of expressions and of constants.</summary>
    public IEnumerable<(int Product, int Constant)> Sum(int k) => Enumerable.Range(starts[k], starts[k + 1] - starts[k]).Select(t => (products[t], constants[t]));

    /// <summary>Number of terms of all sums.</summary>
    public int Terms => products.Count;

    /// <summary>Ends the appending.</summary>
    public void Freeze() => (flatStarts, flatProducts, flatConstants) = ([.. starts], [.. products], [.. constants]);

    /// <summary>
    /// The numbers at a point. One that cannot be told from 0, while its error is far below the largest, is 0; one that is known to less than half of
    /// the digits asks for more.
    /// </summary>
    /// <param name="scalars">Values of the products.</param>
    /// <param name="roots">Values of the constants.</param>
    /// <param name="parameters">Where the wish for digits is noted.</param>
    public Tracked[] Evaluate(Tracked[] scalars, Tracked[] roots, PreciseParameters parameters)
    {
        var result = new Tracked[flatStarts!.Length - 1];
        double largest = double.NegativeInfinity;
        for (int k = 0; k < result.Length; k++)
        {
            Tracked sum = Tracked.Zero;
            for (int t = flatStarts[k]; t < flatStarts[k + 1]; t++)
            {
                sum += scalars[flatProducts[t]] * roots[flatConstants[t]];
            }

            result[k] = sum;
            largest = Math.Max(largest, sum.LogModulus);
        }

        double half = parameters.Bits / 2.0;
        for (int k = 0; k < result.Length; k++)
        {
            double reference = result[k].MayBeZero ? largest : result[k].LogModulus;
            parameters.NeedsDigits |= result[k].LogError > reference - half;
            result[k] = result[k].Clean();
        }

        return result;
    }
}
