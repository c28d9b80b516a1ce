using System.Runtime.InteropServices;

namespace LindbladVerify.Systems.Expressions;

/// <summary>Flattens an expression of real numbers into postfix order and folds what is constant.</summary>
internal sealed class FormulaCompiler
{
    private readonly Dictionary<string, int> slots = new(StringComparer.Ordinal);
    private readonly List<Instruction> program = [];
    private readonly bool isFolded;
    private readonly bool isComplex;

    /// <summary>The loops of sums that are open, innermost last, with their counters.</summary>
    private readonly List<string> indices = [];

    private FormulaCompiler(IReadOnlyList<string> slots, bool isFolded, bool isComplex)
    {
        this.isFolded = isFolded;
        this.isComplex = isComplex;
        for (int k = 0; k < slots.Count; k++)
        {
            if (!this.slots.TryAdd(slots[k], k))
            {
                throw new ArgumentException($"The name '{slots[k]}' has two slots.", nameof(slots));
            }
        }
    }

    /// <summary>The steps of an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="slots">Names of the values.</param>
    /// <param name="isFolded">Whether what is constant is computed beforehand, in doubles.</param>
    /// <param name="isComplex">Whether the imaginary unit may occur.</param>
    public static Instruction[] Compile(Expression expression, IReadOnlyList<string> slots, bool isFolded, bool isComplex = false)
    {
        var compiler = new FormulaCompiler(slots, isFolded, isComplex);
        compiler.Emit(expression);
        return [.. compiler.program];
    }

    /// <summary>How many numbers lie on the stack at most.</summary>
    public static int Depth(ReadOnlySpan<Instruction> program)
    {
        int most = 0;
        int height = 0;
        foreach (Instruction step in program)
        {
            height += step.Code switch
            {
                InstructionCode.Constant or InstructionCode.Pi or InstructionCode.Slot or InstructionCode.ImaginaryUnit or InstructionCode.Counter => 1,
                InstructionCode.Negate or InstructionCode.Function => 0,
                InstructionCode.Choose => -2,
                _ => -1,
            };
            most = Math.Max(most, height);
        }

        return most;
    }

    private void Emit(Expression expression)
    {
        switch (expression)
        {
            case NumberExpression number:
                program.Add(new Instruction(InstructionCode.Constant, number));
                break;
            case NameExpression name:
                program.Add(Name(name));
                break;
            case MemberExpression member:
                throw new ExpressionException(member.Position, $"'{member.Site}.{member.Operator}' is an operator of a site; only numbers are allowed here");
            case IndexedMemberExpression member:
                throw new ExpressionException(member.Position, $"'{member}' is an operator of a site; only numbers are allowed here");
            case IndexedNameExpression entry:
                throw new ExpressionException(entry.Position, $"there is no table '{ExpressionTokens.Shorten(entry.Name)}' of numbered parameters");
            case SumExpression sum:
                EmitSum(sum);
                break;
            case ChoiceExpression choice:
                EmitChoice(choice);
                break;
            case NegationExpression negation:
                Emit(negation.Operand);
                Apply(new Instruction(InstructionCode.Negate));
                break;
            case CallExpression call:
                EmitCall(call);
                break;
            default:
                Emit(expression.Children[0]);
                Emit(expression.Children[1]);
                Apply(Step(expression));
                break;
        }
    }

    private Instruction Name(NameExpression name)
    {
        int counter = indices.LastIndexOf(name.Name);
        if (counter >= 0)
        {
            return new Instruction(InstructionCode.Counter, Slot: counter);
        }

        if (slots.TryGetValue(name.Name, out int slot))
        {
            return new Instruction(InstructionCode.Slot, Slot: slot);
        }

        return name.Name switch
        {
            "pi" => isFolded ? new Instruction(InstructionCode.Constant, new NumberExpression(Math.PI)) : new Instruction(InstructionCode.Pi),
            "i" when isComplex => new Instruction(InstructionCode.ImaginaryUnit),
            "i" => throw new ExpressionException(name.Position, "the imaginary unit i is not allowed in a real formula"),
            _ => throw UnknownName.Of(name, slots.Keys),
        };
    }

    private void EmitCall(CallExpression call)
    {
        Emit(call.Children[0]);
        if (Functions.Of(call.Function) is { } function)
        {
            bool isOne = Functions.ArgumentsOf(call.Function) == 1;
            if (!isOne)
            {
                Emit(call.Children[1]);
            }

            Apply(new Instruction(isOne ? InstructionCode.Function : InstructionCode.FunctionOfTwo, Function: function));
            return;
        }

        foreach (Expression argument in call.Children.Skip(1))
        {
            Emit(argument);
            Apply(new Instruction(Functions.IsMinimum(call.Function) ? InstructionCode.Minimum : InstructionCode.Maximum));
        }
    }

    /// <summary>Both values and the condition: of a value that is not chosen nothing is asked, not even that it exists.</summary>
    private void EmitChoice(ChoiceExpression choice)
    {
        Emit(choice.Condition);
        Emit(choice.First);
        Emit(choice.Second);
        program.Add(new Instruction(InstructionCode.Choose));
    }

    /// <summary>The bounds, the loop with its sum on the stack, and the jump back.</summary>
    private void EmitSum(SumExpression sum)
    {
        Emit(sum.From);
        Emit(sum.To);
        int start = program.Count;
        program.Add(default);
        indices.Add(sum.Index);
        int counter = indices.Count - 1;
        Emit(sum.Term);
        indices.RemoveAt(counter);
        program.Add(new Instruction(InstructionCode.LoopEnd, Slot: counter, Target: start + 1));
        program[start] = new Instruction(InstructionCode.LoopStart, Slot: counter, Target: program.Count);
    }

    /// <summary>Appends a step, or its value where its operands are constant.</summary>
    private void Apply(Instruction step)
    {
        int operands = step.Code is InstructionCode.Negate or InstructionCode.Function ? 1 : 2;
        if (!isFolded || indices.Count > 0 || program[^1].Code != InstructionCode.Constant || program[^operands].Code != InstructionCode.Constant)
        {
            program.Add(step);
            return;
        }

        double value = Value(step, program[^operands].Number!.Value, program[^1].Number!.Value);
        if (!double.IsFinite(value))
        {
            // No number of the language: left to the evaluation.
            program.Add(step);
            return;
        }

        program.RemoveRange(program.Count - operands, operands);
        program.Add(new Instruction(InstructionCode.Constant, new NumberExpression(value)));
    }

    private static double Value(Instruction step, double x, double y)
    {
        DoubleArithmetic arithmetic = default;
        return step.Code switch
        {
            InstructionCode.Negate => -y,
            InstructionCode.Function => arithmetic.Apply(step.Function, y),
            InstructionCode.FunctionOfTwo => arithmetic.Apply(step.Function, x, y),
            InstructionCode.Add => x + y,
            InstructionCode.Subtract => x - y,
            InstructionCode.Multiply => x * y,
            InstructionCode.Divide => x / y,
            InstructionCode.Power => arithmetic.Power(x, y),
            InstructionCode.Minimum => arithmetic.Lesser(x, y),
            InstructionCode.Maximum => arithmetic.Greater(x, y),
            InstructionCode.Compare => arithmetic.Compare(step.Comparison, x, y),
            _ => arithmetic.Join(step.Code == InstructionCode.And, x, y),
        };
    }

    private static Instruction Step(Expression expression) => expression switch
    {
        BinaryExpression binary => new Instruction(binary.Operator switch
        {
            BinaryOperator.Add => InstructionCode.Add,
            BinaryOperator.Subtract => InstructionCode.Subtract,
            BinaryOperator.Multiply => InstructionCode.Multiply,
            BinaryOperator.Divide => InstructionCode.Divide,
            _ => InstructionCode.Power,
        }),
        ComparisonExpression comparison => new Instruction(InstructionCode.Compare, Comparison: comparison.Operator),
        LogicalExpression logical => new Instruction(logical.Operator == LogicalOperator.And ? InstructionCode.And : InstructionCode.Or),
        _ => throw new InvalidOperationException($"There is no way to compile {expression.GetType().Name}."),
    };
}

/// <summary>One step of a compiled formula.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Instruction(InstructionCode Code, NumberExpression? Number = null, int Slot = 0, FunctionName Function = default, ComparisonOperator Comparison = default, int Target = 0);

/// <summary>What a step of a compiled formula does with the stack.</summary>
internal enum InstructionCode
{
    Constant,
    Pi,
    Slot,
    Negate,
    ImaginaryUnit,
    Function,
    FunctionOfTwo,
    Choose,
    Counter,
    LoopStart,
    LoopEnd,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Minimum,
    Maximum,
    Compare,
    And,
    Or,
}
