using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>How many trajectories a sampled column takes: a number of them, or as many as a standard error needs. One of the two is given.</summary>
/// <param name="Trajectories">Their number.</param>
/// <param name="TargetError">The largest standard error.</param>
internal sealed record SamplingPlan(long? Trajectories, double? TargetError)
{
    /// <summary>The quantity of sampled columns.</summary>
    public const string Quantity = "monte-carlo";

    /// <summary>The keys that it reads.</summary>
    public static readonly string[] Keys = ["targetError", "trajectories"];

    /// <summary>Reads <c>trajectories</c> or <c>targetError</c>.</summary>
    /// <param name="table">The table of the column.</param>
    /// <param name="what">What to call it in messages.</param>
    /// <param name="isRelative">Whether the target is relative to the value, and so below 1; else it has the unit of the value.</param>
    public static SamplingPlan Read(FileMapping table, string what, bool isRelative)
    {
        (FileNode? trajectories, FileNode? error) = (table.Find("trajectories"), table.Find("targetError"));
        if ((trajectories is null) == (error is null))
        {
            throw table.Error($"{what} needs 'targetError' or 'trajectories'{(trajectories is null ? string.Empty : ", not both")}");
        }

        if (trajectories is not null)
        {
            return new SamplingPlan((long)SweepFields.Whole(trajectories, what + ".trajectories", 2, 1L << 40), null);
        }

        double target = SweepFields.Number(error!, what + ".targetError");
        return target > 0 && !(isRelative && target >= 1)
            ? new SamplingPlan(null, target)
            : throw error!.Error(FormattableString.Invariant($"{what}.targetError must be {(isRelative ? "a relative error between 0 and 1" : "a positive standard error in the unit of the observable")}, not {target:R}"));
    }

    /// <summary>The column of the means and that of their standard errors.</summary>
    public static (SweepColumn Column, int Slot)[] Columns(string name, SlotTable slots) =>
    [
        (new SweepColumn(name, false), slots.Add(name)),
        (new SweepColumn(name + SweepFileReader.ErrorSuffix, false), slots.Add(name + SweepFileReader.ErrorInExpressions)),
    ];
}
