namespace LindbladVerify.Reporting.Results;

/// <summary>The result of simulating one model file.</summary>
public sealed record SimulationReport
{
    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Output times, s.</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>Names and values of the observables, in the order of the file.</summary>
    public required IReadOnlyList<(string Name, double[] Values)> Observables { get; init; }

    /// <summary>Standard errors in the same order; null where nothing was sampled.</summary>
    public required IReadOnlyList<double[]>? StandardErrors { get; init; }

    /// <summary>Estimated largest numerical error of each observable; for sampled results that of the time step.</summary>
    public required IReadOnlyList<double> ErrorEstimates { get; init; }

    /// <summary>dense, krylov, runge-kutta or monte-carlo.</summary>
    public required string Method { get; init; }

    /// <summary>Why this method, on which equations.</summary>
    public required string Reason { get; init; }

    /// <summary>d.</summary>
    public required int HilbertDimension { get; init; }

    /// <summary>d² times the number of noise modes.</summary>
    public required double LiouvilleDimension { get; init; }

    /// <summary>Equations that were solved.</summary>
    public required long SolvedDimension { get; init; }

    /// <summary>What carried the dense kernels.</summary>
    public required string Backend { get; init; }

    /// <summary>Trajectories behind sampled means; null otherwise.</summary>
    public long? Trajectories { get; init; }

    /// <summary>Seed of sampled means; null otherwise.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Whether the estimated numerical errors stay within the requested tolerance.</summary>
    public bool ToleranceReached { get; init; } = true;

    /// <summary>Whether sampling was cancelled; the means then rest on the trajectories that were complete.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Levels of Ornstein–Uhlenbeck ladders; 0 where there are none.</summary>
    public int LadderDepth { get; init; }

    /// <summary>Values of the parameters.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>Conversions and other remarks.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
