using System.Globalization;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>The key <c>sequence</c>: <c>{ repeat, steps: [ { delay }, { rotate: { operator, angle } }, { pulse: { duration, hamiltonian } }, { repeat, steps } ] }</c>.</summary>
internal sealed class SequenceSection
{
    private const int MostCycles = 1_000_000_000;
    private const double LongestStep = 1e150;
    private readonly StepsField steps;

    private SequenceSection(FileMapping table) => steps = new StepsField(table, "sequence");

    /// <summary>The operators of pulses and rotations.</summary>
    public IEnumerable<OperatorField> Operators => steps.Operators;

    /// <summary>The section; null where the model has none.</summary>
    public static SequenceSection? Read(FileMapping root) => root.Find("sequence") is { } node ? new SequenceSection(node.AsMapping("sequence")) : null;

    /// <summary>The sequence with values for its parameters.</summary>
    public PulseSequence Bind(Binding binding)
    {
        var known = new Dictionary<string, Operator>(StringComparer.Ordinal);
        var rotations = new Dictionary<(string, double), IdealRotation>();
        (long count, SequenceStep[] bound) = steps.Bind(binding, known, rotations);
        var sequence = new PulseSequence(bound, count);
        return sequence.Duration <= LongestStep ? sequence : throw steps.Error(FormattableString.Invariant($"takes {sequence.Duration:G4} s; at most {LongestStep:R} s are allowed"));
    }

    private sealed class StepsField
    {
        private readonly FileMapping table;
        private readonly string what;
        private readonly NumberField? repeat;
        private readonly List<StepField> list;

        public StepsField(FileMapping table, string what)
        {
            this.table = table;
            this.what = what;
            table.AllowOnly(what, "repeat", "steps");
            repeat = table.Find("repeat") is { } node ? NumberField.Read(node, $"{what}.repeat", QuantityKind.Dimensionless) : null;
            FileSequence items = table.Require("steps", what).AsSequence($"{what}.steps");
            list = [.. items.Items.Select((item, k) => new StepField(item.AsMapping(Name(k)), Name(k)))];
            if (list.Count == 0)
            {
                throw items.Error($"{what}.steps needs at least one step, such as {{ delay: \"tau\" }}");
            }

            string Name(int k) => string.Create(CultureInfo.InvariantCulture, $"{what}.steps[{k}]");
        }

        public IEnumerable<OperatorField> Operators => list.SelectMany(s => s.Operators);

        public ModelFileException Error(string reason) => table.Error($"{what} {reason}");

        public (long Count, SequenceStep[] Steps) Bind(Binding binding, Dictionary<string, Operator> known, Dictionary<(string, double), IdealRotation> rotations) =>
            (repeat?.Integer(binding, 0, MostCycles) ?? 1, [.. list.Select(s => s.Bind(binding, known, rotations))]);
    }

    private sealed class StepField
    {
        private static readonly string[] Kinds = ["delay", "rotate", "pulse", "repeat"];
        private readonly StepsField? inner;
        private readonly NumberField? number;
        private readonly OperatorField? acting;
        private readonly bool isPulse;

        public StepField(FileMapping item, string what)
        {
            string[] kinds = [.. Kinds.Where(k => item.Find(k) is not null)];
            if (item.Find("steps") is not null && kinds is [] or ["repeat"])
            {
                inner = new StepsField(item, what);
                return;
            }

            item.AllowOnly(what, [.. Kinds, "steps"]);
            if (kinds.Length != 1 || item.Entries.Count != 1 || kinds[0] is "repeat")
            {
                throw item.Error($"{what} must be one of {{ delay: … }}, {{ rotate: {{ operator, angle }} }}, {{ pulse: {{ duration, hamiltonian }} }} and {{ repeat: …, steps: [ … ] }}");
            }

            FileNode node = item.Entries[0].Value;
            string at = $"{what}.{kinds[0]}";
            if (kinds[0] is "delay")
            {
                number = NumberField.Read(node, at, QuantityKind.Time);
                return;
            }

            isPulse = kinds[0] is "pulse";
            (string operatorKey, string numberKey) = isPulse ? ("hamiltonian", "duration") : ("operator", "angle");
            FileMapping table = node.AsMapping(at).AllowOnly(at, operatorKey, numberKey);
            acting = OperatorField.Read(table.Require(operatorKey, at), $"{at}.{operatorKey}");
            number = NumberField.Read(table.Require(numberKey, at), $"{at}.{numberKey}", isPulse ? QuantityKind.Time : QuantityKind.Dimensionless);
        }

        public IEnumerable<OperatorField> Operators => inner is not null ? inner.Operators : acting is not null ? [acting] : [];

        public SequenceStep Bind(Binding binding, Dictionary<string, Operator> known, Dictionary<(string, double), IdealRotation> rotations)
        {
            if (inner is not null)
            {
                (long count, SequenceStep[] bound) = inner.Bind(binding, known, rotations);
                return new RepeatedSteps(count, bound);
            }

            const string Allowed = "zero or positive, in s";
            if (acting is null)
            {
                return new SequenceDelay(number!.Value(binding, v => v is >= 0 and <= LongestStep, Allowed));
            }

            string text = acting.Expression.ToString();
            if (!known.TryGetValue(text, out Operator? value))
            {
                known[text] = value = acting.Hermitian(binding);
            }

            if (isPulse)
            {
                return new FinitePulse(number!.Value(binding, v => v is >= 0 and <= LongestStep, Allowed), value);
            }

            double angle = number!.Value(binding, v => Math.Abs(v) <= 1e9, "a finite angle in rad, at most 1e9 in modulus");
            return rotations.TryGetValue((text, angle), out IdealRotation? same) ? same : rotations[(text, angle)] = new IdealRotation(value, angle);
        }
    }
}
