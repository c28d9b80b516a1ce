namespace LindbladVerify.Sweeps.Computation;

/// <summary>A formula of what is known of a point. Outside its domain it is not a number, which is no failure.</summary>
internal sealed class FormulaStep(SlotProgram program, int output) : SweepStep
{
    public override void Run(double[] slots, long index, CancellationToken cancellation) => slots[output] = program.At(slots);
}
