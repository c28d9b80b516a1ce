using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using LindbladVerify.Formulas.Geometry;
using LindbladVerify.Systems.Noise;

namespace LindbladVerify.Cli.Options;

/// <summary>What the commands that speak in nanometres share.</summary>
internal static class GeometryOptions
{
    /// <summary>Indented, with Greek letters as themselves.</summary>
    public static JsonWriterOptions JsonStyle { get; } = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<string> ConventionSet() => new("--conventions")
    {
        Description = $"What turns nanometres into couplings: {string.Join(", ", ConventionSets.All.Select(c => c.Name))}.",
        DefaultValueFactory = _ => ConventionSets.S1.Name,
    };

    /// <exception cref="InputException">There is no such set.</exception>
    public static Conventions Find(string name)
    {
        try
        {
            return ConventionSets.Find(name);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"--conventions: {InputException.Reason(e)}");
        }
    }

    /// <exception cref="InputException">There is no such noise.</exception>
    public static ElectronNoise Noise(string name)
    {
        try
        {
            return ElectronNoise.Parse(name);
        }
        catch (FormatException e)
        {
            throw new InputException($"--noise: {e.Message}");
        }
    }

    public static void WriteConventions(Conventions conventions)
    {
        foreach ((string convention, string choice) in conventions.Describe())
        {
            Console.WriteLine($"{convention,-22} {choice}");
        }
    }

    public static void WriteConventions(Utf8JsonWriter json, Conventions conventions)
    {
        json.WriteStartObject("conventions");
        foreach ((string convention, string choice) in conventions.Describe())
        {
            json.WriteString(convention, choice);
        }

        json.WriteEndObject();
    }
}
