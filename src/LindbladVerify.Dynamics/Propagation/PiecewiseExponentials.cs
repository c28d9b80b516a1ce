namespace LindbladVerify.Dynamics.Propagation;

/// <summary>Exponentials over pieces of time in which the generator keeps still, Runge–Kutta steps where it moves. The result names the method that did most.</summary>
internal sealed class PiecewiseExponentials() : PropagationMethod(
    "piecewise", "piecewise", "Exponentials over pieces of time in which nothing changes, Runge–Kutta steps where drives or recorded noise move.")
{
    internal override bool FollowsDrives => true;

    internal override string? Refusal(PropagationEquations equations) => equations.IsDriven ? null : "nothing depends on time";

    internal override PropagationForecast Forecast(PropagationEquations equations) => RungeKuttaSteps.Steps(equations);

    internal override PropagationResult Solve(PropagationEquations equations, string why) => RungeKuttaSteps.Drive(equations, why, exponentials: true);
}
