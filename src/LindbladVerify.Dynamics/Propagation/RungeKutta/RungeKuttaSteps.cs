using LindbladVerify.Dynamics.Propagation.Faber;

namespace LindbladVerify.Dynamics.Propagation.RungeKutta;

/// <summary>Explicit Runge–Kutta steps all the way, also where exponentials would be cheaper: to check them.</summary>
internal sealed class RungeKuttaSteps() : PropagationMethod(
    "runge-kutta", "Runge–Kutta", "An adaptive explicit Runge–Kutta method of order 8 all the way, to check the others; stiff systems take as many steps as their fastest rate asks for.")
{
    /// <summary>Run time of the steps per run time of the expansion, as measured.</summary>
    private const double PerExpansion = 6;

    internal override bool FollowsDrives => true;

    /// <summary>Steps are never cheaper than the exponentials.</summary>
    internal override bool IsAutomatic => false;

    /// <summary>What steps over all the time take.</summary>
    public static PropagationForecast Steps(PropagationEquations equations)
    {
        OperatorForm form = equations.Operator!;
        double products = PerExpansion * KrylovExpansion.Products(form.Radius * equations.Grid.Last);
        return new PropagationForecast(PerExpansion * KrylovExpansion.Time(form, equations.Grid), form.Bytes, DrivenRun.StepRounding * (2 + (products / RungeKuttaTableaus.DormandPrince853.Stages)));
    }

    /// <summary>Goes through time piece by piece.</summary>
    /// <param name="equations">The equations.</param>
    /// <param name="why">Why this method, for the result.</param>
    /// <param name="exponentials">Whether exponentials may take the place of steps where nothing changes.</param>
    public static PropagationResult Drive(PropagationEquations equations, string why, bool exponentials)
    {
        OperatorForm form = equations.Operator!;
        var run = new DrivenRun(form.Equation(), equations.Grid, equations.Options, exponentials, equations.Cancellation);
        double[][] values = run.Solve(form.Initial, form.Rows);
        return equations.Result(new VectorPropagation(values, VectorPropagation.Scaled(form.Rows, form.Initial, run.RelativeError), run.Method, run.Explanation, run.Statistics), why);
    }

    internal override string? Refusal(PropagationEquations equations) => equations.Operator is null ? "the average is taken in closed form" : null;

    internal override PropagationForecast Forecast(PropagationEquations equations) => Steps(equations);

    internal override PropagationResult Solve(PropagationEquations equations, string why) => Drive(equations, why, exponentials: false);
}
