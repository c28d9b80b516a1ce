namespace LindbladVerify.JudgeTrials.Formulas;

/// <summary>A law that is exact for what it describes, from which trials are made by designed errors.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Parameters">Parameters and their ranges.</param>
/// <param name="Expression">The law.</param>
/// <param name="Describes">The key <c>describes</c>, a flow mapping.</param>
public sealed record BaseFormula(string Name, IReadOnlyList<TrialParameter> Parameters, string Expression, string Describes)
{
    /// <summary>Names for parts of the law.</summary>
    public IReadOnlyList<(string Name, string Definition)> Helpers { get; init; } = [];

    /// <summary>Limits that can be taken without leaving the regime in which the reference is known well.</summary>
    public IReadOnlyList<LimitWay> Ways { get; init; } = [];

    /// <summary>Whether the law is a time course.</summary>
    public bool IsCurve { get; init; }

    /// <summary>The parameter of a name.</summary>
    public TrialParameter Parameter(string name) => Parameters.First(p => string.Equals(p.Name, name, StringComparison.Ordinal));

    /// <summary>The same law on a domain where all rates are multiplied by a power of ten.</summary>
    public BaseFormula Scaled(int decades) => this with { Parameters = [.. Parameters.Select(p => p.Scaled(decades))] };

    /// <summary>The same law on another range of one parameter.</summary>
    public BaseFormula Within(string name, double low, double high) =>
        this with { Parameters = [.. Parameters.Select(p => string.Equals(p.Name, name, StringComparison.Ordinal) ? p with { Low = low, High = high } : p)] };
}
