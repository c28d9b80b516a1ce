namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>Ensemble means of the Bloch vector with standard errors, all lists as long as <paramref name="Times"/>.</summary>
/// <param name="Times">Output times, s.</param>
/// <param name="X">⟨x⟩.</param>
/// <param name="Y">⟨y⟩.</param>
/// <param name="Z">⟨z⟩.</param>
/// <param name="XStandardError">Standard error of ⟨x⟩, like the others not below rounding.</param>
/// <param name="YStandardError">Standard error of ⟨y⟩.</param>
/// <param name="ZStandardError">Standard error of ⟨z⟩.</param>
/// <param name="Trajectories">Trajectories behind the means; fewer than asked for if the run was cancelled.</param>
/// <param name="Seed">Seed that reproduces them.</param>
/// <param name="Cancelled">Whether the run was cancelled.</param>
public sealed record EnsembleTimeCourse(
    IReadOnlyList<double> Times,
    IReadOnlyList<double> X,
    IReadOnlyList<double> Y,
    IReadOnlyList<double> Z,
    IReadOnlyList<double> XStandardError,
    IReadOnlyList<double> YStandardError,
    IReadOnlyList<double> ZStandardError,
    long Trajectories,
    ulong Seed,
    bool Cancelled);
