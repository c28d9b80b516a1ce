namespace LindbladVerify.Systems.Expressions;

/// <summary>Flattens an expression of real numbers into postfix order and folds what is constant.</summary>
internal sealed class FormulaCompiler
{
    private readonly Dictionary<string, int> slots = new(StringComparer.Ordinal);
    private readonly List<Instruction> program = [];

    private FormulaCompiler(IReadOnlyList<string> slots)
    {
        for (int k = 0; k < slots.Count; k++)
        {
            if (!this.slots.TryAdd(slots[k], k))
            {
                throw new ArgumentException($"The name '{slots[k]}' has two slots.", nameof(slots));
            }
        }
    }

    public static Instruction[] Compile(Expression expression, IReadOnlyList<string> slots, out int stackSize)
    {
        var compiler = new FormulaCompiler(slots);
        compiler.Emit(expression);
        stackSize = StackSize(compiler.program);
        return [.. compiler.program];
    }

    private static int StackSize(List<Instruction> program)
    {
        int height = 0;
        int largest = 0;
        foreach (Instruction step in program)
        {
            height += step.Code switch
            {
                InstructionCode.Constant or InstructionCode.Slot => 1,
                InstructionCode.Negate or InstructionCode.Function => 0,
                _ => -1,
            };
            largest = Math.Max(largest, height);
        }

        return largest;
    }

    private void Emit(Expression expression)
    {
        switch (expression)
        {
            case NumberExpression number:
                program.Add(new Instruction(InstructionCode.Constant, number.Value));
                break;
            case NameExpression name:
                program.Add(Name(name));
                break;
            case MemberExpression member:
                throw new ExpressionException(member.Position, $"'{member.Site}.{member.Operator}' is an operator of a site; only numbers are allowed here");
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
                Apply(new Instruction(Code(expression)));
                break;
        }
    }

    private Instruction Name(NameExpression name)
    {
        if (slots.TryGetValue(name.Name, out int slot))
        {
            return new Instruction(InstructionCode.Slot, Slot: slot);
        }

        return name.Name switch
        {
            "pi" => new Instruction(InstructionCode.Constant, Math.PI),
            "i" => throw new ExpressionException(name.Position, "the imaginary unit i is not allowed in a real formula"),
            _ => throw UnknownName.Of(name, slots.Keys),
        };
    }

    private void EmitCall(CallExpression call)
    {
        Emit(call.Children[0]);
        if (Functions.Real(call.Function) is Func<double, double> function)
        {
            Apply(new Instruction(InstructionCode.Function, Function: function));
            return;
        }

        foreach (Expression argument in call.Children.Skip(1))
        {
            Emit(argument);
            Apply(new Instruction(Functions.IsMinimum(call.Function) ? InstructionCode.Minimum : InstructionCode.Maximum));
        }
    }

    /// <summary>Appends a step, or its value where its operands are constant.</summary>
    private void Apply(Instruction step)
    {
        int operands = step.Code is InstructionCode.Negate or InstructionCode.Function ? 1 : 2;
        if (program[^1].Code != InstructionCode.Constant || program[^operands].Code != InstructionCode.Constant)
        {
            program.Add(step);
            return;
        }

        double last = program[^1].Value;
        double value = step.Code switch
        {
            InstructionCode.Negate => -last,
            InstructionCode.Function => step.Function!(last),
            _ => CompiledExpression.Combine(step.Code, program[^2].Value, last),
        };
        program.RemoveRange(program.Count - operands, operands);
        program.Add(new Instruction(InstructionCode.Constant, value));
    }

    private static InstructionCode Code(Expression expression) => expression switch
    {
        BinaryExpression binary => binary.Operator switch
        {
            BinaryOperator.Add => InstructionCode.Add,
            BinaryOperator.Subtract => InstructionCode.Subtract,
            BinaryOperator.Multiply => InstructionCode.Multiply,
            BinaryOperator.Divide => InstructionCode.Divide,
            _ => InstructionCode.Power,
        },
        ComparisonExpression comparison => comparison.Operator switch
        {
            ComparisonOperator.Less => InstructionCode.Less,
            ComparisonOperator.LessOrEqual => InstructionCode.LessOrEqual,
            ComparisonOperator.Greater => InstructionCode.Greater,
            ComparisonOperator.GreaterOrEqual => InstructionCode.GreaterOrEqual,
            ComparisonOperator.Equal => InstructionCode.Equal,
            _ => InstructionCode.NotEqual,
        },
        LogicalExpression { Operator: LogicalOperator.And } => InstructionCode.And,
        LogicalExpression => InstructionCode.Or,
        _ => throw new InvalidOperationException($"There is no way to compile {expression.GetType().Name}."),
    };
}
