using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using LindbladVerify.Cli.Options;
using LindbladVerify.Dynamics.MonteCarlo.Ensembles;
using LindbladVerify.Dynamics.Propagation;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Reporting.Files;
using LindbladVerify.Reporting.Report;

namespace LindbladVerify.Cli.Commands;

/// <summary>Says what this installation can use, and why not the rest.</summary>
internal static class DoctorCommand
{
    private static readonly int[] BenchmarkOrders = [16, 64, 256, 1024];

    /// <summary>Every method of <c>simulate</c> with what it is for.</summary>
    private static IEnumerable<(string Name, string Summary)> Methods =>
    [
        (PropagationMethod.Auto.Name, PropagationMethod.Auto.Summary),
        .. PropagationMethod.All.Select(m => (m.Name, m.Summary)),
        .. SamplingMethod.All.Select(m => (m.Name, m.Summary)),
    ];

    public static Command Create()
    {
        var benchmark = new Option<bool>("--benchmark") { Description = "Measure each backend: GFLOP/s, and the tasks by which auto chooses." };
        Option<bool> json = CommonOptions.Json();
        var command = new Command("doctor", "Show the backends found, every path tried, the processor, the versions and the methods of simulate.") { benchmark, json };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed.GetValue(benchmark), parsed.GetValue(json), cancellation)));
        return command;
    }

    private static int Run(bool benchmark, bool json, CancellationToken cancellation)
    {
        BackendReport report = DenseKernels.Probe();
        (Backend Backend, KernelRates Rates)[] rates = benchmark ? [.. LongWork.Do("measuring", cancellation, () => Measure(report, cancellation).ToArray())] : [];
        BackendTimes[] times = benchmark ? [.. LongWork.Do("measuring", cancellation, () => MeasureTasks(cancellation).ToArray())] : [];
        if (json)
        {
            WriteJson(report, rates, times);
        }
        else
        {
            WriteText(report, rates, times);
        }

        return ExitCode.Success;
    }

    private static IEnumerable<(Backend Backend, KernelRates Rates)> Measure(BackendReport report, CancellationToken cancellation)
    {
        foreach (BackendStatus status in report.Statuses.Where(s => s.IsAvailable))
        {
            foreach (int order in BenchmarkOrders)
            {
                cancellation.ThrowIfCancellationRequested();
                yield return (status.Backend, KernelBenchmark.Measure(DenseKernels.Select(status.Backend), order));
            }
        }
    }

    private static IEnumerable<BackendTimes> MeasureTasks(CancellationToken cancellation)
    {
        foreach (BackendTimes known in DenseKernels.Times)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return known with { Microseconds = KernelBenchmark.MeasureTasks(DenseKernels.Select(known.Backend)) };
        }
    }

    private static void WriteText(BackendReport report, (Backend Backend, KernelRates Rates)[] rates, BackendTimes[] times)
    {
        Console.WriteLine($"lindblad-verify {Version()}, {RuntimeInformation.FrameworkDescription}");
        Console.WriteLine($"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}");
        Console.WriteLine(Processor.Describe());
        foreach (BackendStatus status in report.Statuses)
        {
            Console.WriteLine();
            Console.WriteLine($"{status.Backend}: {(status.Info is { } info ? $"available{(status.Backend == report.Selected ? " (used by default)" : string.Empty)}, {info.Version}" : "not available")}");
            if (status.Info is { } details)
            {
                Console.WriteLine($"  threading {details.Threading}; reproducibility {details.Reproducibility}");
            }

            foreach (BackendAttempt attempt in status.Attempts)
            {
                Console.WriteLine($"  {attempt}");
            }
        }

        Console.WriteLine();
        Console.WriteLine($"--backend auto takes {DenseKernels.Choice}: {DenseKernels.Choice.Reason}");
        WriteTimes("Microseconds of each task in the table that decides:", DenseKernels.Times);
        Console.WriteLine();
        Console.WriteLine("Methods of simulate:");
        foreach ((string name, string summary) in Methods)
        {
            Console.WriteLine($"  {name,-14}{summary}");
        }

        if (rates.Length > 0)
        {
            Console.WriteLine();
            WriteTimes("Microseconds of each task measured now:", times);
            Console.WriteLine($"By these auto would take {BackendChoice.Among(times)}. It follows the fixed table all the same, so that results do not depend on the clock; --backend overrules it.");
            Console.WriteLine();
            Console.WriteLine("GFLOP/s of n x n products, one thread:");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"backend",-10}{"n",6}{"real",10}{"complex",10}"));
            foreach ((Backend backend, KernelRates rate) in rates)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{backend,-10}{rate.Order,6}{rate.RealGigaflops,10:F1}{rate.ComplexGigaflops,10:F1}"));
            }

        }
    }

    private static void WriteTimes(string heading, IReadOnlyList<BackendTimes> times)
    {
        Console.WriteLine(heading);
        Console.WriteLine($"  {"task",-20}{string.Concat(times.Select(t => $"{t.Backend,10}"))}");
        foreach ((BackendTask task, int i) in BackendTask.All.Select((task, i) => (task, i)))
        {
            Console.WriteLine($"  {task,-20}{string.Concat(times.Select(t => t.Microseconds is { } known ? $"{ReportText.PlainNumber(known[i]),10}" : $"{"unknown",10}"))}");
        }
    }

    /// <summary>The backend with the fastest products of each order.</summary>
    private static IEnumerable<(int Order, Backend Real, Backend Complex)> Fastest((Backend Backend, KernelRates Rates)[] rates) => rates
        .GroupBy(r => r.Rates.Order)
        .Select(g => (g.Key, g.MaxBy(r => r.Rates.RealGigaflops).Backend, g.MaxBy(r => r.Rates.ComplexGigaflops).Backend));

    private static void WriteJson(BackendReport report, (Backend Backend, KernelRates Rates)[] rates, BackendTimes[] times)
    {
        using Stream stream = StandardOutput.Open();
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("version", Version());
        json.WriteString("runtime", RuntimeInformation.FrameworkDescription);
        json.WriteString("processor", Processor.Describe());
        json.WriteString("selected", report.Selected.ToString());
        json.WriteStartObject("automatic");
        json.WriteString("backend", DenseKernels.Choice.Primary.ToString());
        json.WriteString("largeRealProducts", DenseKernels.Choice.LargeRealProducts.ToString());
        json.WriteString("largeComplexProducts", DenseKernels.Choice.LargeComplexProducts.ToString());
        json.WriteNumber("largeOrder", BackendChoice.LargeOrder);
        json.WriteString("reason", DenseKernels.Choice.Reason);
        WriteTimes(json, "table", DenseKernels.Times);
        json.WriteEndObject();
        json.WriteStartArray("backends");
        foreach (BackendStatus status in report.Statuses)
        {
            json.WriteStartObject();
            json.WriteString("backend", status.Backend.ToString());
            json.WriteBoolean("available", status.IsAvailable);
            json.WriteString("version", status.Info?.Version);
            json.WriteString("path", status.Info?.Path);
            json.WriteStartArray("attempts");
            foreach (BackendAttempt attempt in status.Attempts)
            {
                json.WriteStartObject();
                json.WriteString("path", attempt.Path);
                json.WriteBoolean("accepted", attempt.Accepted);
                json.WriteString("outcome", attempt.Outcome);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("methods");
        foreach ((string name, string summary) in Methods)
        {
            json.WriteStartObject();
            json.WriteString("method", name);
            json.WriteString("summary", summary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("benchmark");
        foreach ((Backend backend, KernelRates rate) in rates)
        {
            json.WriteStartObject();
            json.WriteString("backend", backend.ToString());
            json.WriteNumber("n", rate.Order);
            json.WriteNumber("realGigaflops", rate.RealGigaflops);
            json.WriteNumber("complexGigaflops", rate.ComplexGigaflops);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteTimes(json, "measured", times);
        json.WriteStartArray("fastest");
        foreach ((int order, Backend real, Backend complex) in Fastest(rates))
        {
            json.WriteStartObject();
            json.WriteNumber("n", order);
            json.WriteString("real", real.ToString());
            json.WriteString("complex", complex.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTimes(Utf8JsonWriter json, string name, IReadOnlyList<BackendTimes> times)
    {
        json.WriteStartArray(name);
        foreach (BackendTimes row in times)
        {
            json.WriteStartObject();
            json.WriteString("backend", row.Backend.ToString());
            json.WriteString("instructions", row.Instructions);
            json.WriteStartObject("microseconds");
            foreach ((BackendTask task, double known) in BackendTask.All.Zip(row.Microseconds ?? []))
            {
                json.WriteNumber(task.ToString(), known);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Version() =>
        typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
