namespace LindbladVerify.Dynamics.Ensembles;

/// <summary>Distinct rows of frequencies, told apart beyond rounding; a row and its negative are one.</summary>
/// <param name="scales">Largest entry of every part: what rounding is measured against.</param>
internal sealed class FrequencyTable(double[] scales)
{
    private const double Rounding = 1e-13;
    private readonly List<double[]> rows = [];

    /// <summary>The rows found so far.</summary>
    public IReadOnlyList<double[]> Rows => rows;

    /// <summary>Number of a row, and whether it is the negative that is listed.</summary>
    public (int Index, bool Negative) Find(double[] row)
    {
        int index = rows.FindIndex(r => Equal(r, row, 1));
        if (index >= 0)
        {
            return (index, false);
        }

        index = rows.FindIndex(r => Equal(r, row, -1));
        if (index >= 0)
        {
            return (index, true);
        }

        rows.Add(row);
        return (rows.Count - 1, false);
    }

    private bool Equal(double[] a, double[] b, int sign)
    {
        for (int k = 0; k < a.Length; k++)
        {
            if (Math.Abs(a[k] - (sign * b[k])) > Rounding * scales[k])
            {
                return false;
            }
        }

        return true;
    }
}
