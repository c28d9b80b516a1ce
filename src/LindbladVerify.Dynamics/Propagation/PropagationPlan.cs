namespace LindbladVerify.Dynamics.Propagation;

/// <summary>What a method says of a request.</summary>
/// <param name="Method">The method.</param>
/// <param name="Refusal">Why it does not apply; null where it does.</param>
/// <param name="Estimate">What it would take; null where it does not apply.</param>
/// <param name="Accuracy">The error, relative to |O|·|ρ(0)|, below which it cannot get whatever the tolerance; null where it does not apply.</param>
/// <param name="IsChosen">Whether it is the one that is taken.</param>
public sealed record MethodForecast(PropagationMethod Method, string? Refusal, PropagationEstimate? Estimate, double? Accuracy, bool IsChosen);

/// <summary>What every method says of a request before anything is solved.</summary>
/// <param name="Equations">The equations in words; empty where they do not fit into memory.</param>
/// <param name="LadderDepth">Levels of ladders without end that the estimates hold for; such ladders are deepened until the values no longer change.</param>
/// <param name="Methods">All methods, in the order of <see cref="PropagationMethod.All"/>.</param>
public sealed record PropagationPlan(string Equations, int LadderDepth, IReadOnlyList<MethodForecast> Methods)
{
    /// <summary>The method that would be taken; null where none can.</summary>
    public PropagationMethod? Chosen => Methods.FirstOrDefault(m => m.IsChosen)?.Method;

    /// <summary>The plan where the equations cannot be had at all.</summary>
    /// <param name="reason">Why.</param>
    public static PropagationPlan None(string reason) => new(string.Empty, 0, [.. PropagationMethod.All.Select(m => new MethodForecast(m, reason, null, null, IsChosen: false))]);

    /// <summary>The plan of equations.</summary>
    internal static PropagationPlan Of(PropagationEquations equations, int ladderDepth)
    {
        bool isAuto = equations.Options.Method == PropagationMethod.Auto;
        (PropagationMethod method, string why) = isAuto ? AutomaticChoice.Choose(equations) : (equations.Options.Method, "as requested");
        return new PropagationPlan(equations.Describe(why), equations.Average is null ? ladderDepth : 0, [.. PropagationMethod.All.Select(m => Forecast(m, equations, method))]);
    }

    private static MethodForecast Forecast(PropagationMethod method, PropagationEquations equations, PropagationMethod chosen)
    {
        if (method.Refusal(equations) is { } reason)
        {
            return new MethodForecast(method, reason, null, null, IsChosen: false);
        }

        PropagationForecast forecast = method.Forecast(equations);
        return new MethodForecast(method, null, forecast.Estimate(method, equations), forecast.Accuracy, method == chosen);
    }
}
