using LindbladVerify.Dynamics.Propagation.Dense;
using LindbladVerify.Dynamics.Propagation.Faber;
using LindbladVerify.Dynamics.Propagation.RungeKutta;
using LindbladVerify.LinearAlgebra.Kernels;

namespace LindbladVerify.Dynamics.Propagation;

/// <summary>
/// A way to carry equations through time: it says when it applies and why not, what it would cost, how accurate it can be, and it solves.
/// </summary>
/// <remarks><see cref="All"/> is the one list of them. A new method is a class of its own in one file and a line there.</remarks>
public abstract class PropagationMethod
{
    /// <summary>A method.</summary>
    /// <param name="name">Its name in commands and files.</param>
    /// <param name="title">Its name in a sentence.</param>
    /// <param name="summary">What it does and what it is for, in one sentence.</param>
    private protected PropagationMethod(string name, string title, string summary)
    {
        Name = name;
        Title = title;
        Summary = summary;
    }

    /// <summary>The cheapest of the others that applies, fits into memory and meets the tolerance; the result says which and why.</summary>
    public static PropagationMethod Auto { get; } = new AutomaticChoice();

    /// <summary>The average over commuting Gaussian noises in closed form.</summary>
    public static PropagationMethod ClosedForm { get; } = new ClosedFormAverage();

    /// <summary>The dense exponential exp(A Δt), computed once and applied again and again: best for small or stiff systems. Where rounding would miss the tolerance, up to order 256, it is computed with 32 digits.</summary>
    public static PropagationMethod Dense { get; } = new DenseExponential();

    /// <summary>The action of exp(A t) on the state by Faber–Chebyshev expansion in its Krylov space: best for large sparse systems.</summary>
    public static PropagationMethod Krylov { get; } = new KrylovExpansion();

    /// <summary>Exponentials over pieces of time in which nothing changes, Runge–Kutta steps in between: for generators that depend on time.</summary>
    public static PropagationMethod Piecewise { get; } = new PiecewiseExponentials();

    /// <summary>An adaptive explicit Runge–Kutta method all the way.</summary>
    public static PropagationMethod RungeKutta { get; } = new RungeKuttaSteps();

    /// <summary>All methods, those first that are preferred where they cost the same.</summary>
    public static IReadOnlyList<PropagationMethod> All { get; } = [ClosedForm, Dense, Krylov, Piecewise, RungeKutta];

    /// <summary>The name in commands and files.</summary>
    public string Name { get; }

    /// <summary>What it does and what it is for, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>The name in a sentence.</summary>
    internal string Title { get; }

    /// <summary>Whether it can solve equations whose generator depends on time.</summary>
    internal virtual bool FollowsDrives => false;

    /// <summary>Whether <see cref="Auto"/> considers it.</summary>
    internal virtual bool IsAutomatic => true;

    /// <summary>The method of a name, or Auto; null where there is none.</summary>
    /// <param name="name">A <see cref="Name"/>.</param>
    public static PropagationMethod? Named(string name) => All.Prepend(Auto).FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal));

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Why it cannot solve these equations; null where it can.</summary>
    internal abstract string? Refusal(PropagationEquations equations);

    /// <summary>What it would take; only where it applies.</summary>
    internal abstract PropagationForecast Forecast(PropagationEquations equations);

    /// <summary>Solves; only where it applies.</summary>
    /// <param name="equations">The equations.</param>
    /// <param name="why">Why this method, for the result.</param>
    internal abstract PropagationResult Solve(PropagationEquations equations, string why);

    /// <summary>Whether it is worth trying where another method missed the tolerance.</summary>
    internal virtual bool CanStandIn(PropagationEquations equations) => Refusal(equations) is null;

    /// <summary>Refuses equations that it cannot solve although it was asked for.</summary>
    /// <exception cref="ArgumentException">It does not apply.</exception>
    internal virtual void Require(PropagationEquations equations)
    {
        if (Refusal(equations) is { } reason)
        {
            throw new ArgumentException($"The method {Name} does not apply: {reason}.", nameof(equations));
        }
    }

    /// <summary>Announces what it takes and solves.</summary>
    internal virtual PropagationResult Run(PropagationEquations equations, string why)
    {
        Require(equations);
        equations.Options.Announce?.Invoke(Forecast(equations).Estimate(this, equations));
        return Solve(equations, why);
    }
}

/// <summary>What a method would take, before it begins.</summary>
/// <param name="Nanoseconds">Run time by measured constants, good to a factor of two or three.</param>
/// <param name="Bytes">Memory.</param>
/// <param name="Accuracy">The relative error of a vector below which it cannot get, whatever the tolerance.</param>
internal readonly record struct PropagationForecast(double Nanoseconds, double Bytes, double Accuracy)
{
    public PropagationEstimate Estimate(PropagationMethod method, PropagationEquations equations) => new(method, equations.Dimension.Solved, Bytes, Nanoseconds / 1e9);
}

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

/// <summary>What a solution is expected to take; times are good to a factor of three or so.</summary>
/// <param name="Method">The method.</param>
/// <param name="Equations">Real equations that are solved.</param>
/// <param name="Bytes">Memory.</param>
/// <param name="Seconds">Time.</param>
public sealed record PropagationEstimate(PropagationMethod Method, double Equations, double Bytes, double Seconds);

/// <summary>Backends as results name them.</summary>
internal static class BackendText
{
    /// <summary>What carries the sparse and matrix-free methods.</summary>
    public const string Managed = "managed";

    /// <summary>The backend's name as on the command line.</summary>
    public static string Of(IDenseKernels kernels) => kernels.Info.Backend switch
    {
        Backend.Mkl => "mkl",
        Backend.OpenBlas => "openblas",
        _ => Managed,
    };
}

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

/// <summary>The average over Gaussian noises that commute with everything (<see cref="GaussianAverage"/>), which needs no ladder. Its exponentials are dense, and the result says so.</summary>
internal sealed class ClosedFormAverage() : PropagationMethod(
    "closed-form", "closed-form", "The average over Ornstein–Uhlenbeck noises that commute with everything, exact and without a ladder, for any number of them.")
{
    internal override string? Refusal(PropagationEquations equations) => equations.Average is null ? equations.NoAverage : null;

    internal override PropagationForecast Forecast(PropagationEquations equations) => equations.Average!.Forecast();

    internal override PropagationResult Solve(PropagationEquations equations, string why) => equations.Average!.Solve();
}

/// <summary>Exponentials over pieces of time in which the generator keeps still, Runge–Kutta steps where it moves. The result names the method that did most.</summary>
internal sealed class PiecewiseExponentials() : PropagationMethod(
    "piecewise", "piecewise", "Exponentials over pieces of time in which nothing changes, Runge–Kutta steps where drives or recorded noise move.")
{
    internal override bool FollowsDrives => true;

    internal override string? Refusal(PropagationEquations equations) => equations.IsDriven ? null : "nothing depends on time";

    internal override PropagationForecast Forecast(PropagationEquations equations) => RungeKuttaSteps.Steps(equations);

    internal override PropagationResult Solve(PropagationEquations equations, string why) => RungeKuttaSteps.Drive(equations, why, exponentials: true);
}
