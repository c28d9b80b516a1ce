using LindbladVerify.Rates.Definitions;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Computation;

/// <summary>A formula file and what it describes at a point.</summary>
internal sealed class FormulaFileStep(FileFormula formula, ReferenceLibrary library, Reference? reference, int[] arguments, FormulaQuantity[] wanted) : SweepStep
{
    private readonly string[] names = [.. formula.Parameters.Select(p => p.Name)];
    private readonly bool needsReference = Array.Exists(wanted, w => w != FormulaQuantity.Prediction);

    public override void Run(double[] slots, long index, CancellationToken cancellation)
    {
        var point = new ParameterPoint(names, Array.ConvertAll(arguments, a => slots[a]));
        double predicted = formula.Predict(point);
        ReferenceValue value = needsReference ? library.Evaluate(reference!, formula, point) : default;
        for (int k = 0; k < wanted.Length; k++)
        {
            slots[Outputs[k]] = wanted[k] switch
            {
                FormulaQuantity.Prediction => predicted,
                FormulaQuantity.Reference => value.Value,
                _ => (predicted / value.Value) - 1,
            };
        }

        if (needsReference && !value.Exists)
        {
            throw new ArithmeticException(value.Remark ?? "The quantity that the formula describes has no value.");
        }
    }
}
