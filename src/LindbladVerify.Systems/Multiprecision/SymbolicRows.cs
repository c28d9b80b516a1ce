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
