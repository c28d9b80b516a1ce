using System.Globalization;

namespace LindbladVerify.Systems.Noise;

/// <summary>A stationary classical random process xi(t), which says itself what can be done with it.</summary>
/// <remarks>
/// Averages need <see cref="Modes"/>. Paths are drawn by whichever of <see cref="Chain"/>, <see cref="Gaussian"/> and <see cref="Path"/> the
/// process has; nobody asks for its type.
/// </remarks>
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

    /// <summary>The finite Markov chain that has the law of this process: its paths are followed from jump to jump. Null where there is none.</summary>
    public virtual MarkovChainNoise? Chain => null;

    /// <summary>The Gaussian Markov process that has the law of this one: averages in closed form, exact steps of any length, the Hermite ladder. Null where there is none.</summary>
    public virtual OrnsteinUhlenbeckNoise? Gaussian => null;

    /// <summary>The one path that the process ever takes, which makes it an explicit time dependence; null where paths are random.</summary>
    public virtual TabulatedFunction? Path => null;

    /// <summary>How many levels of a ladder without end an average is likely to need; 0 where the modes are finite.</summary>
    /// <param name="coupling">Largest coefficient with which xi enters the generator, 1/s per unit of xi.</param>
    /// <param name="time">For how long, s; infinite for what has become of it in the end.</param>
    public virtual double LevelsAtStake(double coupling, double time) => 0;

    /// <summary>The process as a finite linear system.</summary>
    /// <param name="depth">Number of ladder levels for processes without an exact finite form; ignored by the others.</param>
    public abstract NoiseModes Modes(int depth);

    /// <summary>A parameter that must be positive and finite.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static double RequirePositive(double value, string name) =>
        value > 0 && !double.IsInfinity(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive and finite, not {value.ToString("R", CultureInfo.InvariantCulture)}.");

    /// <summary>A parameter that must be a finite number.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    protected static double RequireFinite(double value, string name) =>
        double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be a finite number, not {value.ToString("R", CultureInfo.InvariantCulture)}.");
}
