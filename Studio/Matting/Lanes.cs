namespace CommerceOS.Studio.Matting;

/// <summary>Spreads rows over a job's threads. Rows never depend on each other, so results do not depend on the count.</summary>
internal readonly record struct Lanes(int Count)
{
    internal void Rows(int height, Action<int> row)
    {
        if (Count == 1)
        {
            for (var y = 0; y < height; y++)
            {
                row(y);
            }

            return;
        }

        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = Count }, row);
    }

    internal void Both(Action first, Action second)
    {
        if (Count == 1)
        {
            first();
            second();
            return;
        }

        Parallel.Invoke(new ParallelOptions { MaxDegreeOfParallelism = Count }, first, second);
    }
}
