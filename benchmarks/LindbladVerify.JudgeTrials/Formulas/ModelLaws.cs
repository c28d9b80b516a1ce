namespace LindbladVerify.JudgeTrials.Formulas;

/// <summary>Laws of small models that hold exactly.</summary>
public static class ModelLaws
{
    private static readonly LimitWay FastDecay = new("g", double.PositiveInfinity);

    /// <summary>The residence time of an excited level.</summary>
    public static BaseFormula Decay { get; } = Of("decay", "g", "decay.yaml", "excited", "residence-time", Rate("g", 1e3, 1e6), Shift) with { Ways = [FastDecay, new("w", 0)] };

    /// <summary>The same as the slowest mode.</summary>
    public static BaseFormula DecayGap { get; } = Of("decay-gap", "g", "decay.yaml", "excited", "spectral-gap", Rate("g", 1e3, 1e6), Shift) with { Ways = [FastDecay] };

    /// <summary>The dipole of an emitting atom.</summary>
    public static BaseFormula Dipole { get; } = Of("dipole", "g/2", "dipole.yaml", "x", "line-width", Rate("g", 1e3, 1e6), Shift) with { Ways = [FastDecay] };

    /// <summary>The population between two rates.</summary>
    public static BaseFormula Balance { get; } = Of("balance", "gu/(gu + gd)", "thermal.yaml", "excited", "steady-state", Rate("gu", 1, 1e3), Rate("gd", 1e2, 1e5)) with { Ways = [new("gd", double.PositiveInfinity)] };

    /// <summary>The rate at which it is reached.</summary>
    public static BaseFormula Approach { get; } = Of("approach", "gu + gd", "thermal.yaml", "excited", "residence-time", Rate("gu", 1, 1e3), Rate("gd", 1e2, 1e5)) with { Ways = [new("gu", 0)] };

    /// <summary>Bloch's saturated spin.</summary>
    public static BaseFormula Saturation { get; } = Of(
        "saturation",
        "(R2^2 + d^2)/(R2^2 + d^2 + w1^2*R2/R1)/2",
        "saturation.yaml",
        "z",
        "steady-state",
        new TrialParameter("w1", "rad/s", 1, 1e4),
        new TrialParameter("d", "rad/s", 1, 1e4),
        Rate("R1", 1, 1e3),
        Rate("R2", 1e3, 1e5)) with { Ways = [new("R2", double.PositiveInfinity), new("w1", 0)] };

    /// <summary>Area under the signal of Kubo's two-state line.</summary>
    public static BaseFormula LineArea { get; } = Of("line-area", "w^2/(2*k)", "line.yaml", "x", "residence-time", new TrialParameter("w", "rad/s", 1e3, 1e5), Rate("k", 1e4, 1e6)) with { Ways = [new("k", double.PositiveInfinity)] };

    /// <summary>Width of the narrowed line, on a domain where it exists.</summary>
    public static BaseFormula LineWidth { get; } = Of("line-width", "w^2/(k + sqrt(k^2 - w^2))", "line.yaml", "x", "line-width", new TrialParameter("w", "rad/s", 1e2, 1e4), Rate("k", 3e4, 1e6)) with { Ways = [new("k", double.PositiveInfinity)] };

    /// <summary>Those on which errors of every kind are tried.</summary>
    public static IReadOnlyList<BaseFormula> All { get; } = [Decay, DecayGap, Dipole, Balance, Approach, Saturation, LineArea];

    private static TrialParameter Shift => new("w", "rad/s", 1e3, 1e6);

    /// <summary>A law of one observable of one of the models.</summary>
    public static BaseFormula Of(string name, string law, string model, string observable, string quantity, params TrialParameter[] parameters) =>
        new(name, parameters, law, $"model: {model}, observable: {observable}, quantity: {quantity}");

    /// <summary>The time course of an observable of one of the models.</summary>
    public static BaseFormula Course(string name, string law, string model, string observable, params TrialParameter[] parameters) =>
        new(name, parameters, law, $"model: {model}, observable: {observable}") { IsCurve = true };

    /// <summary>A rate with its range.</summary>
    public static TrialParameter Rate(string name, double low, double high) => new(name, "1/s", low, high);
}
