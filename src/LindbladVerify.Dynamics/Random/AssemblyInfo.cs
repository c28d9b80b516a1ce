using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("LindbladVerify.Dynamics.Tests")]
[assembly: InternalsVisibleTo("LindbladVerify.Benchmarks")]
