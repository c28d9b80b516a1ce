using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Sweeps.Computation;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Verification.Evidence;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.References;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>The key <c>formula</c>: a formula file, its own value, and what it describes.</summary>
internal sealed class FormulaTarget : ISweepTarget
{
    private static readonly string[] Quantities = ["prediction", "reference", "relative-error"];
    private readonly FileFormula formula;
    private readonly List<(FormulaQuantity Quantity, int Slot, string Name)> taken = [];
    private int[] arguments = [];

    public FormulaTarget(FileScalar path, string folder)
    {
        string file = Path.Combine(folder, path.Text);
        formula = File.Exists(file) ? FormulaFileReader.Open(file) : throw path.Error($"there is no formula file '{FileFields.Shown(file)}'");
        if (formula.IsWholeCourse)
        {
            throw path.Error("the formula is a whole time course; make its time t a parameter, so that a point has a value");
        }

        Files = ReferencedFiles.Of(file);
    }

    public SweepTargetKind Kind => SweepTargetKind.Formula;

    public IReadOnlyList<string> Files { get; }

    public IReadOnlyList<string>? Parameters => [.. formula.Parameters.Select(p => p.Name)];

    public IReadOnlySet<string> Uses => formula.Parameters.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<string> Notes => [];

    public string? DefaultCompute => "{ prediction: { quantity: prediction }, reference: { quantity: reference }, relativeError: { quantity: relative-error } }";

    public void Begin(SlotTable slots, List<Func<SweepStep>> steps, IReadOnlyList<string> given)
    {
        foreach (Parameter parameter in formula.Parameters.Where(p => !given.Contains(p.Name, StringComparer.Ordinal)))
        {
            if (parameter.Low != parameter.High)
            {
                throw new SweepException(FormattableString.Invariant($"The parameter '{parameter.Name}' of the formula has no value: vary it or put it under 'set'; its range is {parameter.Low:R} to {parameter.High:R}."));
            }

            SlotProgram value = slots.Compile(new NumberExpression(parameter.Low));
            int slot = slots.Add(parameter.Name);
            steps.Add(() => new FormulaStep(value, slot) { Outputs = [slot], Label = parameter.Name });
        }

        arguments = [.. formula.Parameters.Select(p => slots.Find(p.Name))];
    }

    public IReadOnlyList<(SweepColumn Column, int Slot)> Take(FileScalar name, FileMapping table, SlotTable slots)
    {
        string what = $"compute.{name.Text}";
        table.AllowOnly(what, "quantity");
        string word = FileFields.Word(table.Require("quantity", what), what + ".quantity", Quantities);
        int slot = slots.Add(name.Text);
        taken.Add((word switch { "prediction" => FormulaQuantity.Prediction, "reference" => FormulaQuantity.Reference, _ => FormulaQuantity.RelativeError }, slot, name.Text));
        return [(new SweepColumn(name.Text, false), slot)];
    }

    public IReadOnlyList<(SweepColumn Column, int Slot)> End(SlotTable slots, List<Func<SweepStep>> steps, bool withRateExists, ulong seed)
    {
        Reference? reference = formula.Claims.Select(KnownModels.ReferenceOf).FirstOrDefault(r => r is not null);
        if (taken.Exists(t => t.Quantity != FormulaQuantity.Prediction) && reference is null)
        {
            throw new SweepException($"No claim of {formula.Id} names a quantity to compare it with; the quantity 'prediction' needs none.");
        }

        if (taken.Count > 0)
        {
            FormulaQuantity[] wanted = [.. taken.Select(t => t.Quantity)];
            int[] outputs = [.. taken.Select(t => t.Slot)];
            string label = string.Join(", ", taken.Select(t => t.Name));
            var library = new ReferenceLibrary(DenseKernels.Managed, [formula]);
            steps.Add(() => new FormulaFileStep(formula, library, reference, arguments, wanted) { Outputs = outputs, Label = label });
        }

        return [];
    }
}
