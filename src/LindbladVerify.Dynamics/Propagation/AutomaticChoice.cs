namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The choice among <see cref="PropagationMethod.All"/>: the cheapest that applies, and another one where that missed the tolerance.</summary>
internal sealed class AutomaticChoice() : PropagationMethod("auto", "automatic", "The cheapest of the others that applies, fits into memory and meets the tolerance.")
{
    internal override bool FollowsDrives => true;

    /// <summary>The method and why it.</summary>
    public static (PropagationMethod Method, string Why) Choose(PropagationEquations equations)
    {
        PropagationMethod[] candidates = [.. All.Where(m => m.IsAutomatic && m.Refusal(equations) is null)];
        if (candidates is [var only])
        {
            // The reason is that of the method before it in the list, which would have been taken.
            PropagationMethod[] before = [.. All.TakeWhile(m => m != only)];
            return (only, before.Length == 0 ? string.Empty : before[^1].Refusal(equations)!);
        }

        (PropagationMethod Method, double Time)[] byCost = [.. candidates.Select(m => (Method: m, Time: m.Forecast(equations).Nanoseconds)).OrderBy(m => m.Time)];
        return (byCost[0].Method, FormattableString.Invariant($"estimated at {Milliseconds(byCost[0].Time)} against {Milliseconds(byCost[1].Time)} for the {byCost[1].Method.Title} method"));
    }

    internal override string? Refusal(PropagationEquations equations) => null;

    internal override PropagationForecast Forecast(PropagationEquations equations) => Choose(equations).Method.Forecast(equations);

    /// <summary>What it takes is announced by the method that is chosen.</summary>
    internal override PropagationResult Run(PropagationEquations equations, string why) => Solve(equations, why);

    internal override PropagationResult Solve(PropagationEquations equations, string why)
    {
        (PropagationMethod method, string reason) = Choose(equations);
        PropagationResult first = method.Run(equations, reason);
        if (equations.IsDriven || equations.Misses(first) <= 1 || All.FirstOrDefault(m => m != method && m.IsAutomatic && m.CanStandIn(equations)) is not { } other)
        {
            return first;
        }

        // Accuracy first: the cheaper method could not reach the tolerance.
        PropagationResult second = other.Run(equations, $"the {method.Title} method missed the tolerance");
        return equations.Misses(second) < equations.Misses(first) ? second : first;
    }

    private static string Milliseconds(double nanoseconds) => FormattableString.Invariant($"{nanoseconds / 1e6:G2} ms");
}
