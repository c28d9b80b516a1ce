using System.Globalization;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Noise;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>
/// Noises that are correlated with each other, each with its own operator: <c>{ operators: ["S.x", "S.z"], process: … }</c> with a Markov chain whose
/// <c>values</c> are lists, one value per operator, or Ornstein–Uhlenbeck processes of one rate with a <c>covariance</c>.
/// </summary>
internal sealed class JointNoiseField
{
    private const int MostOperators = 16;
    private const double Rounding = 1e-12;
    private readonly string what;
    private readonly FileMapping process;
    private readonly OperatorField[] operators;
    private readonly NumberField[][] table;
    private readonly NumberField[][] rates;
    private readonly NumberField? rate;

    private JointNoiseField(FileSequence list, FileMapping process, string what)
    {
        this.what = what;
        this.process = process;
        operators = [.. list.Items.Select((o, k) => OperatorField.Read(o, string.Create(CultureInfo.InvariantCulture, $"{what}.operators[{k}]")))];
        if (operators.Length is 0 or > MostOperators)
        {
            throw list.Error(FormattableString.Invariant($"{what}.operators must name 1 to {MostOperators} operators"));
        }

        FileScalar kind = process.Require("kind", $"{what}.process").AsScalar($"{what}.process.kind");
        if (FileFields.Word(kind, $"{what}.process.kind", ["markov-chain", "ornstein-uhlenbeck"]) is "markov-chain")
        {
            process.AllowOnly($"{what}.process of kind markov-chain", "kind", "values", "rates");
            table = Table("values");
            rates = Table("rates");
            RequireRows(table, operators.Length, "values", "one list per state with a value for each operator");
            RequireRows(rates, table.Length, "rates", "as many rows and columns as there are states (rate from row to column)");
            if (rates.Length != table.Length || table.Length is 0 or > MarkovChainField.MostStates)
            {
                throw process.Error(FormattableString.Invariant($"{what}.process needs from 1 to {MarkovChainField.MostStates} values and a row of rates for each"));
            }
        }
        else
        {
            process.AllowOnly($"{what}.process of kind ornstein-uhlenbeck with several operators", "kind", "covariance", "rate");
            table = Table("covariance");
            rates = [];
            rate = NumberField.Read(process.Require("rate", $"{what}.process"), $"{what}.process.rate", QuantityKind.Rate);
            RequireRows(table, operators.Length, "covariance", "a square table with a row for each operator");
            if (table.Length != operators.Length)
            {
                throw process.Require("covariance", what).Error($"{what}.process.covariance must be a square table with a row for each operator");
            }
        }
    }

    /// <summary>The operators.</summary>
    public IReadOnlyList<OperatorField> Operators => operators;

    /// <summary>Reads the table of one noise; null where it has one operator or a table of them.</summary>
    public static JointNoiseField? Read(FileMapping item, string what) => item.Find("operators") is FileSequence list
        ? new JointNoiseField(list, item.Require("process", what).AsMapping($"{what}.process"), what)
        : null;

    /// <summary>The couplings: of a chain one per operator with shared modes; of Gaussian noises independent ones on combinations of the operators.</summary>
    public IReadOnlyList<NoiseCoupling> Bind(Binding binding)
    {
        Operator[] bound = [.. operators.Select(o => o.Hermitian(binding))];
        double[][] numbers = [.. table.Select(row => row.Select(v => v.Value(binding)).ToArray())];
        return rate is null ? Chain(binding, bound, numbers) : Gaussian(binding, bound, numbers);
    }

    private NoiseCoupling[] Chain(Binding binding, Operator[] bound, double[][] values)
    {
        double[,] jumps = MarkovChainField.Bind(rates, binding);
        try
        {
            return [.. JointChainComponent.Of(values, jumps).Zip(bound, (p, o) => new NoiseCoupling(o, p))];
        }
        catch (ArgumentException e)
        {
            throw process.Error($"{what}.process: {e.Message.Split(" (Parameter ", 2)[0]}", e);
        }
    }

    /// <summary>C = L Lᵀ: ξ = L η with independent η of variance 1, so that η_j acts on Σ_k L_kj O_k.</summary>
    private NoiseCoupling[] Gaussian(Binding binding, Operator[] bound, double[][] covariance)
    {
        int n = bound.Length;
        double decay = rate!.Value(binding, v => v > 0, "positive (1/s)");
        double largest = covariance.Max(r => r.Max(Math.Abs));
        double[,] lower = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                if (covariance[i][j] != covariance[j][i])
                {
                    throw process.Error(FormattableString.Invariant($"{what}.process.covariance must be symmetric, but has {covariance[i][j]:R} and {covariance[j][i]:R}"));
                }

                double rest = covariance[i][j] - Enumerable.Range(0, j).Sum(k => lower[i, k] * lower[j, k]);
                if (i == j && rest < -Rounding * largest)
                {
                    throw process.Error($"{what}.process.covariance must have no negative eigenvalue");
                }

                if (i > j && lower[j, j] == 0 && Math.Abs(rest) > Math.Sqrt(Rounding) * largest)
                {
                    throw process.Error($"{what}.process.covariance must have no negative eigenvalue");
                }

                lower[i, j] = i == j ? (rest <= Rounding * largest ? 0 : Math.Sqrt(rest)) : lower[j, j] == 0 ? 0 : rest / lower[j, j];
            }
        }

        return
        [
            .. Enumerable.Range(0, n).Where(j => lower[j, j] != 0).Select(j => new NoiseCoupling(
                Enumerable.Range(j, n - j).Select(k => lower[k, j] * bound[k]).Aggregate((a, b) => a + b),
                new OrnsteinUhlenbeckNoise(0, 1, decay))),
        ];
    }

    private NumberField[][] Table(string key) =>
    [
        .. process.Require(key, $"{what}.process").AsSequence($"{what}.process.{key}").Items.Select((row, i) =>
            row.AsSequence(string.Create(CultureInfo.InvariantCulture, $"{what}.process.{key}[{i}]")).Items
                .Select((v, j) => NumberField.Read(v, string.Create(CultureInfo.InvariantCulture, $"{what}.process.{key}[{i}][{j}]"), key is "rates" ? QuantityKind.Rate : QuantityKind.Any)).ToArray()),
    ];

    private void RequireRows(NumberField[][] rows, int length, string key, string words)
    {
        if (Array.Exists(rows, r => r.Length != length))
        {
            throw process.Require(key, what).Error($"{what}.process.{key} must be {words}");
        }
    }
}
