using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Systems.Models;

/// <summary>An envelope given by a table.</summary>
/// <param name="table">The points.</param>
public sealed class TableEnvelope(TabulatedFunction table) : Envelope
{
    /// <summary>The points.</summary>
    public TabulatedFunction Table => table;

    /// <inheritdoc/>
    public override IReadOnlyList<double> Breakpoints => table.Times;

    /// <inheritdoc/>
    public override double At(double time) => table.At(time);

    /// <inheritdoc/>
    public override EnvelopeStructure Structure(double end, double negligible) =>
        EnvelopeStructure.Between(table.Times, end, isConstant: table.Interpolation == Interpolation.Step);
}
