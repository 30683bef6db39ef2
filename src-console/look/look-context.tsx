/** In which language and colours does somebody look at the console? Chosen once and kept in this browser. */

import type { ReactElement, ReactNode } from 'react';
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';

export const LANGUAGES = ['vi', 'en'] as const;
export const THEMES = ['system', 'light', 'dark', 'contrast'] as const;

const kept = z.object({ language: z.enum(LANGUAGES), theme: z.enum(THEMES) });
export type Look = z.infer<typeof kept>;
const FIRST: Look = { language: 'vi', theme: 'system' };
const KEPT_AT = 'gac-cong-console-look';

type LookAndChange = Look & { readonly change: (part: Partial<Look>) => void };
const LookContext = createContext<LookAndChange>({ ...FIRST, change: () => undefined });

export function useLook(): LookAndChange {
  return useContext(LookContext);
}

export function LookProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const { i18n } = useTranslation();
  const [look, setLook] = useState(readKept);
  const { language, theme } = look;
  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language;
  }, [i18n, language]);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  const value = useMemo(
    () => ({
      ...look,
      change: (part: Partial<Look>): void => {
        const next = { ...look, ...part };
        setLook(next);
        keep(next);
      },
    }),
    [look],
  );
  return <LookContext value={value}>{children}</LookContext>;
}

function readKept(): Look {
  try {
    return kept.safeParse(JSON.parse(localStorage.getItem(KEPT_AT) ?? 'null')).data ?? FIRST;
  } catch {
    return FIRST; // A browser that keeps nothing, or something else under this name.
  }
}

function keep(look: Look): void {
  try {
    localStorage.setItem(KEPT_AT, JSON.stringify(look));
  } catch {
    // It holds until the page is closed.
  }
}
