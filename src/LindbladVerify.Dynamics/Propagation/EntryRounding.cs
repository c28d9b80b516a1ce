namespace LindbladVerify.Dynamics.Propagation;

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

    private static LinearProblem Moved(LinearProblem problem, Func<double, double> move) =>
        problem with { Generator = problem.Generator.Map(v => IsExact(v) ? v : move(v)) };

    private static bool IsExact(double value) => (BitConverter.DoubleToInt64Bits(value) & ((1L << ExactZeros) - 1)) == 0;
}
