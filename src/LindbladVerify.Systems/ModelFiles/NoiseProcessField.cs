using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Multiprecision;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>One noise process of a model file: <c>{ kind: …, … }</c> with the keys of its kind.</summary>
/// <param name="source">The table that it was read from.</param>
internal abstract class NoiseProcessField(NoiseTable source)
{
    /// <summary>The table that it was read from.</summary>
    protected NoiseTable Source => source;

    /// <summary>What the file says of the process, for whoever writes it in another language.</summary>
    public abstract NoiseParts Parts();

    /// <summary>The process as a finite Markov chain in symbols: for many digits, prime fields and proofs.</summary>
    /// <param name="index">Its place in the list of noises.</param>
    /// <param name="wholeNumber">Values of whole numbers, such as the number of fluctuators.</param>
    /// <exception cref="UnsupportedModelException">It has no finite number of states.</exception>
    public virtual NoiseExpansion Expand(int index, Func<Expression, int> wholeNumber) =>
        throw new UnsupportedModelException($"Noise of kind '{source.Kind}' has no finite number of states.");

    /// <summary>The process with values for its parameters.</summary>
    /// <param name="binding">The parameters.</param>
    /// <param name="last">The last output time, s.</param>
    /// <exception cref="ModelFileException">A value is not allowed.</exception>
    public NoiseProcess Bind(Binding binding, double last)
    {
        try
        {
            return Process(binding, last);
        }
        catch (ArgumentException e)
        {
            throw source.Error(e.Message.Split(" (Parameter ", 2)[0], e);
        }
    }

    /// <inheritdoc cref="Bind"/>
    protected abstract NoiseProcess Process(Binding binding, double last);

    /// <summary>A rate that must be positive.</summary>
    protected static double Positive(NumberField rate, Binding binding) => rate.Value(binding, v => v > 0, "positive (1/s)");
}
