using System.Globalization;
using LindbladVerify.Reporting.Results;
using Spectre.Console;

namespace LindbladVerify.Reporting.Terminal;

/// <summary>The methods for a model as a table for people.</summary>
public static class SimulationPlanTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="plan">What the methods say.</param>
    public static void Write(IAnsiConsole console, SimulationPlan plan)
    {
        console.WriteLine(plan.Name);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("method").NoWrap());
        table.AddColumn(new TableColumn("time").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("memory").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("accuracy").RightAligned().NoWrap());
        table.AddColumn("applies");
        foreach (PlannedMethod method in plan.Methods)
        {
            table.AddRow(
                Markup.Escape(method.Method),
                Number(method.Seconds, " s"),
                Number(method.Bytes / 1e6, " MB"),
                Number(method.Accuracy, string.Empty),
                Markup.Escape(method.Refusal is { } reason ? $"no: {reason}" : method.IsChosen ? "yes, and is chosen" : "yes"));
        }

        console.Write(table);
        if (plan.Equations.Length > 0)
        {
            console.WriteLine($"on {plan.Equations}");
        }

        if (plan.LadderDepth > 0)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The estimates are for noise ladders of {plan.LadderDepth} levels, which are deepened until the values no longer change."));
        }
    }

    private static string Number(double? value, string unit) => value is { } known ? known.ToString("G2", CultureInfo.InvariantCulture) + unit : "—";
}
