namespace LindbladVerify.Fuzz;

/// <summary>A reader under test.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Share">Its part of all mutations.</param>
/// <param name="Corpus">What its mutations start from.</param>
/// <param name="Words">Words that mean something to it.</param>
/// <param name="Run">Reads a text; true where it was accepted, false where it was refused as it should be. Anything thrown is a finding.</param>
public sealed record FuzzTarget(string Name, double Share, IReadOnlyList<string> Corpus, IReadOnlyList<string> Words, Func<string, bool> Run)
{
    /// <summary>The text of one mutation: always the same for a seed and a number.</summary>
    public string Text(ulong seed, long number) => new Mutator(new Random(Mix(seed, number)), Corpus, Words).Next();

    /// <summary>Independent streams: SplitMix64 of seed, number and name.</summary>
    private int Mix(ulong seed, long number)
    {
        ulong z = seed;
        foreach (ulong part in Name.Select(c => (ulong)c).Append((ulong)number))
        {
            z += 0x9E3779B97F4A7C15UL + part;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            z ^= z >> 31;
        }

        return (int)(z & int.MaxValue);
    }
}
