namespace LindbladVerify.Dynamics.Propagation;

/// <summary>The average over Gaussian noises that commute with everything (<see cref="GaussianAverage"/>), which needs no ladder. Its exponentials are dense, and the result says so.</summary>
internal sealed class ClosedFormAverage() : PropagationMethod(
    "closed-form", "closed-form", "The average over Ornstein–Uhlenbeck noises that commute with everything, exact and without a ladder, for any number of them.")
{
    internal override string? Refusal(PropagationEquations equations) => equations.Average is null ? equations.NoAverage : null;

    internal override PropagationForecast Forecast(PropagationEquations equations) => equations.Average!.Forecast();

    internal override PropagationResult Solve(PropagationEquations equations, string why) => equations.Average!.Solve();
}
