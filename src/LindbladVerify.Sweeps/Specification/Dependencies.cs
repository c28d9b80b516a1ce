using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Sweeps.Specification;

/// <summary>Puts definitions that use each other in an order in which each follows what it uses.</summary>
internal static class Dependencies
{
    /// <summary>The order; definitions that are independent stay as they were.</summary>
    /// <param name="definitions">Name, where it stands, and the names that it uses (others than these definitions are ignored).</param>
    /// <param name="what">What they are, for the message.</param>
    /// <exception cref="ModelFileException">Some go round in a circle.</exception>
    public static IReadOnlyList<int> Order(IReadOnlyList<(string Name, FileNode Node, IReadOnlyCollection<string> Uses)> definitions, string what)
    {
        var order = new List<int>();
        var state = new int[definitions.Count];
        var path = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < definitions.Count; k++)
        {
            places[definitions[k].Name] = k;
        }

        void Visit(int k)
        {
            path.Add(definitions[k].Name);
            if (state[k] == 1)
            {
                string circle = string.Join(" -> ", path.SkipWhile(n => !string.Equals(n, definitions[k].Name, StringComparison.Ordinal)));
                throw definitions[k].Node.Error($"{what} go round in a circle: {circle}");
            }

            if (state[k] == 0)
            {
                state[k] = 1;
                foreach (string used in definitions[k].Uses)
                {
                    if (places.TryGetValue(used, out int other))
                    {
                        Visit(other);
                    }
                }

                state[k] = 2;
                order.Add(k);
            }

            path.RemoveAt(path.Count - 1);
        }

        for (int k = 0; k < definitions.Count; k++)
        {
            Visit(k);
        }

        return order;
    }
}
