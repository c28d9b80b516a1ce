using System.Globalization;

namespace LindbladVerify.Systems.Noise;

/// <summary>A stationary classical random process xi(t).</summary>
public abstract record NoiseProcess
{
    /// <summary>Stationary mean of xi.</summary>
    public abstract double Mean { get; }

    /// <summary>Stationary variance of xi.</summary>
    public abstract double Variance { get; }

    /// <summary>The fastest rate of the process, 1/s; used to scale time.</summary>
    public abstract double FastestRate { get; }

    /// <summary>The number of modes that represents the process exactly; null where no finite number does.</summary>
    public abstract int? ExactModeCount { get; }

    /// <summary>The process as a finite linear system.</summary>
    /// <param name="depth">Number of ladder levels for processes without an exact finite form; ignored by the others.</param>
    public abstract NoiseModes Modes(int depth);

    private protected static double RequirePositive(double value, string name) =>
        value > 0 && !double.IsInfinity(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive and finite, not {value.ToString("R", CultureInfo.InvariantCulture)}.");

    private protected static double RequireFinite(double value, string name) =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number, not {value.ToString("R", CultureInfo.InvariantCulture)}.");
}
