namespace LindbladVerify.JudgeTrials.Formulas;

/// <summary>A limit in which a base formula is tried.</summary>
/// <param name="Parameter">The parameter that moves.</param>
/// <param name="Target">Where to: positive infinity, 0 or a finite number.</param>
public sealed record LimitWay(string Parameter, double Target)
{
    /// <summary>The keys <c>vary</c> and <c>to</c> of the claim.</summary>
    public string Keys => $"vary: {{ {Parameter}: 1 }}, to: {(double.IsPositiveInfinity(Target) ? "infinity" : TrialParameter.Number(Target))}";

    /// <summary>A quantity that vanishes as the first power along the path and is at most 1 in the domain.</summary>
    public string Small(BaseFormula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        TrialParameter p = formula.Parameter(Parameter);
        return double.IsPositiveInfinity(Target) ? $"{TrialParameter.Number(p.Low)}/{p.Name}"
            : Target == 0 ? $"{p.Name}/{TrialParameter.Number(p.High)}"
            : $"({TrialParameter.Number(Target)} - {p.Name})/{TrialParameter.Number(Target - p.Low)}";
    }
}
